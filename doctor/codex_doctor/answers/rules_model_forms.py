"""Why a model that exists is not served, or not so: each with words of its own."""

from __future__ import annotations

from typing import Final

from codex_doctor.answers.rules import Rule
from codex_doctor.model import Confidence

RULES: Final = (
    Rule(
        "request.field_rejected",
        texts=(r"must be verified to generate reasoning summar",),
        note="OpenAI: the model answers without them",
    ),
    Rule(
        "model.no_access",
        texts=(
            r"\bdata policy\b|privacy (?:settings|policy)\b.{0,60}\b(?:model|provider|endpoint)",
        ),
        form="privacy",
        runner_up="model.unknown_id",
        note="OpenRouter: the account's settings leave no provider",
    ),
    Rule(
        "model.no_access",
        texts=(
            r"non-serverless model|not (?:available )?(?:as|on) (?:a )?serverless|"
            r"create\b.{0,40}\b(?:dedicated|on-demand) (?:endpoint|deployment)|"
            r"inaccessible,? and/or not deployed",
        ),
        form="dedicated",
        runner_up="model.unknown_id",
        note="Together, Fireworks: the model runs only on a machine that one rents",
    ),
    Rule(
        "model.unknown_id",
        texts=(r"\bno models? (?:is |are |currently )*loaded\b|please load a model",),
        form="loaded",
        runner_up="upstream.unavailable",
        note="LM Studio, KoboldCpp",
    ),
    Rule(
        "model.unknown_id",
        texts=(r"\bAPI deployment for this resource does not exist",),
        unless=r"litellm|exception",
        form="deployment",
        note="Azure: its list has models, and wants the name of a deployment of one",
    ),
    Rule(
        "model.unknown_id",
        texts=(r"on-demand throughput .{0,120}inference profile",),
        form="profile",
        confidence=Confidence.LIKELY,
        runner_up="model.no_access",
        note="Bedrock: the id of a profile is wanted, such as the model's with us. in front",
    ),
)
