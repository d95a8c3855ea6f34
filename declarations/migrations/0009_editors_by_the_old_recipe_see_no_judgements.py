"""
What the documentation before roles told to make, the group *Editors*, becomes the role Editor.

It was given every permission of the app but those on accounts, "view judgements" among
them. That now means to see what coders give in a blind round, and to lead.
"""

from django.db import migrations

OLD_NAME, NAME = "Editors", "Editor"
OF_JUDGES = [f"{verb}_judgement" for verb in ("add", "change", "delete", "view")]


def become_the_role(apps, schema_editor):
    """Take from the group what is for coders and leads; name it as the role is named."""
    Group = apps.get_model("auth", "Group")
    groups = Group.objects.using(schema_editor.connection.alias)
    editors = groups.filter(name=OLD_NAME).first()
    if editors is None:
        return
    editors.permissions.remove(
        *editors.permissions.filter(content_type__app_label="declarations", codename__in=OF_JUDGES)
    )
    if role := groups.filter(name=NAME).first():
        role.user_set.add(*editors.user_set.all())
    else:
        editors.name = NAME
        editors.save()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("declarations", "0008_remember_how_a_round_was_drawn"),
    ]

    operations = [migrations.RunPython(become_the_role, migrations.RunPython.noop)]
