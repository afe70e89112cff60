"""The register of facts as a Django application."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Facts about parties, workplaces, workers and what was done for them."""

    name = "zhifang.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"
