from django.db import migrations

BATCH = 500
"""Wordings held in memory at a time."""


def fill(apps, schema_editor):
    """Work out the stems of the wordings that are held already."""
    Wording = apps.get_model("declarations", "Wording")
    wordings = Wording.objects.using(schema_editor.connection.alias)
    written = [Wording._meta.get_field(name) for name in ("stems", "stem_count")]
    last = 0
    while batch := list(
        wordings.filter(pk__gt=last).order_by("pk").only("language", "text", "stems", "stem_count")[:BATCH]
    ):
        for wording in batch:
            for field in written:
                setattr(wording, field.attname, field.value_at_save(wording))
        wordings.bulk_update(batch, [field.attname for field in written])
        last = batch[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ("declarations", "0002_wording_stems"),
    ]

    operations = [
        # Backwards the field goes, and the stems with it.
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
