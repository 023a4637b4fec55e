"""The registers of letters: those the office sent and those it received. Rows nobody edits."""

from typing import Final

from django.db import models
from django.db.models import Q

from sinasec.records.checksum import IsSha256
from sinasec.records.models import Registered
from sinasec.translation import gettext as _

MADE_UP: Final = "-SIMULADO"  # after a number, so that nobody takes it for one of the office


class Letter(Registered):
    """A letter that was sent.

    `office`: its initials, by which numbers are counted; `office_name`: as it is on the paper.
    `number`: of our count; None where the paper system of the institution gave it. `reference`:
    what is written after «N.°». `definition` and `definition_sha256`: the file it was written
    from. `fields`: what it was given, and `blocks` what it says, as JSON. `pdf_sha256`: of its
    copy.
    """

    office = models.CharField(max_length=60)
    office_name = models.CharField(max_length=200)
    place = models.CharField(max_length=100, blank=True)
    series = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True)
    reference = models.CharField(max_length=120)
    definition = models.CharField(max_length=40)
    definition_sha256 = models.CharField(max_length=64)
    fields = models.TextField()
    title = models.CharField(max_length=200)
    blocks = models.TextField()
    addressee = models.CharField(max_length=500)
    subject = models.CharField(max_length=1000)
    pdf_sha256 = models.CharField(max_length=64)
    supersedes_id: int | None
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    class Meta(Registered.Meta):
        ordering = ("-registered_at", "-id")
        constraints = (
            models.UniqueConstraint(
                name="letter_number_once",
                fields=("office", "series", "year", "simulated", "number"),
            ),
            models.UniqueConstraint(
                name="letter_reference_once",
                fields=("office", "series", "year", "simulated", "reference"),
            ),
            models.CheckConstraint(
                name="letter_number_from_one", condition=Q(number=None) | Q(number__gte=1)
            ),
            models.CheckConstraint(
                name="letter_says_what_it_is",
                condition=~Q(office="") & ~Q(series="") & ~Q(reference="") & ~Q(addressee=""),
            ),
            models.CheckConstraint(
                name="letter_sha256_format",
                condition=Q(IsSha256("pdf_sha256")) & Q(IsSha256("definition_sha256")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.series} N.° {self.reference}"


class Copy(models.Model):
    """The letter as it was written, byte by byte: what its `pdf_sha256` is of."""

    letter_id: int
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="copy")
    pdf = models.BinaryField()

    def __str__(self) -> str:
        return f"copia de {self.letter_id}"


class Annulment(models.Model):
    """That a letter is not to be used. Its number stays its own."""

    letter_id: int
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="annulment")
    reason = models.TextField()
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("registered_at", "id")
        constraints = (models.CheckConstraint(name="annulment_says_why", condition=~Q(reason="")),)

    def __str__(self) -> str:
        return _("anulación de {id}").format(id=self.letter_id)


class Received(Registered):
    """A letter that came in.

    `number`: of its entry, counted by office and year. `sender_number`: "" where the letter has
    none. What was not noted of it is None: `received_time` («09:30», in Lima), `addressee`,
    `sheets` (its folios) and `enclosures`. `file_sha256`, `file_name`, `file_size` (bytes): of the
    scanned file, which is kept where the office keeps it; "" and 0 where none was given.
    """

    office = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    sender = models.CharField(max_length=200)
    sender_number = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=1000)
    received_on = models.DateField()
    received_time = models.CharField(max_length=5, null=True)
    addressee = models.CharField(max_length=500, null=True)
    sheets = models.PositiveIntegerField(null=True)
    enclosures = models.CharField(max_length=1000, null=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_size = models.PositiveIntegerField()
    answers_id: int | None
    answers = models.ForeignKey(
        Letter, null=True, on_delete=models.PROTECT, related_name="answered_by"
    )

    class Meta(Registered.Meta):
        ordering = ("-registered_at", "-id")
        constraints = (
            models.UniqueConstraint(
                name="received_number_once", fields=("office", "year", "simulated", "number")
            ),
            models.CheckConstraint(
                name="received_says_what",
                condition=~Q(office="") & ~Q(sender="") & ~Q(subject="") & Q(number__gte=1),
            ),
            models.CheckConstraint(
                name="received_file_whole",
                condition=(Q(file_sha256="") & Q(file_name="") & Q(file_size=0))
                | (Q(IsSha256("file_sha256")) & ~Q(file_name="")),
            ),
        )

    @property
    def reference(self) -> str:
        """«0004-2026», by which people name it."""
        return f"{self.number:04d}-{self.year}{MADE_UP if self.simulated else ''}"

    def __str__(self) -> str:
        return _("ingreso {reference}").format(reference=self.reference)


class EntryAnnulment(models.Model):
    """That an entry was registered wrongly. It stays in the register, and so does its number."""

    entry_id: int
    entry = models.OneToOneField(Received, on_delete=models.PROTECT, related_name="annulment")
    reason = models.TextField()
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=150)

    class Meta:
        ordering = ("registered_at", "id")
        constraints = (
            models.CheckConstraint(name="entry_annulment_says_why", condition=~Q(reason="")),
        )

    def __str__(self) -> str:
        return _("anulación del ingreso {id}").format(id=self.entry_id)
