"""The address of the API."""

from __future__ import annotations

from django.urls import path

from zhifang.api.service import api

urlpatterns = [path("", api.urls)]
