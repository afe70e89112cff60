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
        Column(
            "role",
            "人员类别",
            "Trained as",
            CODE,
            required=True,
            codes=codes.TRAINED_AS,
            zh_help="以哪类人员的身份参加培训。",
            en_help="The capacity in which the person was trained.",
        ),
        Column(
            "course",
            "培训课程",
            "Course",
            required=True,
            zh_help="培训课程的名称；同一天的两门课程分两行。",
            en_help="The name of the course; two courses of one day are two rows.",
        ),
        Column(
            "trained_on",
            "培训结束日期",
            "Finished on",
            DAY,
            required=True,
            not_future=True,
            zh_help="培训结束的日期，有效的一年从这一天算起。",
            en_help="The last day of the training, from which its year counts.",
        ),
        Column(
            "hours",
            "学时",
            "Hours",
            DECIMAL,
            most=999,
            places=1,
            zh_help="本次培训的学时；不详的留空，不要填0。",
            en_help="The hours of this training; blank when not known, never 0.",
        ),
        Column(
            "organiser",
            "培训机构",
            "Organiser",
            zh_help="举办培训的机构全称；不详的留空。",
            en_help="The full name of whoever held the training; blank when not known.",
        ),
        Column(
            "certificate_no",
            "证书编号",
            "Certificate no.",
            NUMBER_TEXT,
            zh_help="培训证书的编号；没有发证的填“不适用”，不详的留空。",
            en_help=(
                "The number of the certificate; N/A when none was issued, blank when not known."
            ),
        ),
        Column(
            "expires_on",
            "证书有效期至",
            "Certificate valid to",
            DAY,
            zh_help="证书上的有效期末日；证书未载明的填“不适用”，不详的留空。",
            en_help=(
                "The last day of validity on the certificate; N/A when it states none, blank when "
                "not known."
            ),
        ),
    ),
)
