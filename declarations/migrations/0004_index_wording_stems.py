from django.db import migrations

from declarations.models.stem_index import IndexStems


class Migration(migrations.Migration):

    dependencies = [
        ("declarations", "0003_fill_wording_stems"),
    ]

    operations = [
        IndexStems(),
    ]
