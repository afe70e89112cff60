"""职业卫生培训: occupational-health training."""

from __future__ import annotations

from .. import codes
from ..columns import CODE, DAY, DECIMAL, NUMBER_TEXT, Column, Sheet
from .parts import person, unit_and_site

SHEET = Sheet(
    key="trainings",
    zh="职业卫生培训",
    en="Occupational-health training",
    natural_key=("id_type", "id_number", "trained_on", "course"),
    zh_help="每人每次培训一行；不知学时的留空，不要填0。",
    en_help="One row a person and training; leave unknown hours blank, not 0.",
    site_by="credit_code",
    own=("credit_code",),
    in_order=(("trained_on", "expires_on"),),
    columns=(
        *unit_and_site(),
        *person(),
        Column("role", "人员类别", "Trained as", CODE, required=True, codes=codes.TRAINED_AS),
        Column("course", "培训课程", "Course", required=True),
        Column("trained_on", "培训结束日期", "Finished on", DAY, required=True, not_future=True),
        Column("hours", "学时", "Hours", DECIMAL, most=999, places=1),
        Column("organiser", "培训机构", "Organiser"),
        Column("certificate_no", "证书编号", "Certificate no.", NUMBER_TEXT),
        Column("expires_on", "证书有效期至", "Certificate valid to", DAY),
    ),
)
