"""What the words mean in other languages than English and Chinese.

Relays and company gateways answer in their users' language. The patterns pair a noun (key,
model, balance) with what is wrong with it, so that they fit sentences nobody has seen yet.
Letters outside ASCII know no case here, so both forms are given where a sentence may begin.
"""

from __future__ import annotations

from typing import Final

from codex_doctor.answers.rules import Rule
from codex_doctor.model import Confidence

_LIKELY: Final = Confidence.LIKELY
_NOTE: Final = "German, French, Spanish, Portuguese, Italian, Japanese, Korean, Russian"

RULES: Final = (
    Rule(
        "quota.exhausted",
        texts=(
            r"(?:guthaben|kontingent|budget).{0,40}(?:aufgebraucht|erschöpft|reicht nicht|"
            r"nicht ausreichend|überschritten)|(?:kein|unzureichendes) guthaben",
            r"(?:solde|crédits?|quota).{0,40}(?:insuffisant|épuisé|dépassé)",
            r"(?:saldo|cr[eéè]dit[oi]s?|cuota|cota|quota).{0,40}(?:insuficiente|insufficiente|"
            r"agotad|esgotad|esaurit|superad|excedid|superat)",
            r"(?:残高|クレジット|利用枠).{0,16}(?:不足|足りません|使い切|なくなり|超え)",
            r"(?:잔액|크레딧|할당량|잔고).{0,12}(?:부족|소진|초과|없습니다)",
            r"[Нн]едостаточно (?:средств|кредитов|баланса)|(?:баланс|[Кк]вота|[Лл]имит "
            r"средств).{0,30}"
            r"(?:исчерпан|недостаточ|превышен|закончил)",
        ),
        confidence=_LIKELY,
        runner_up="quota.rate_limited",
        note=_NOTE,
    ),
    Rule(
        "request.context_too_small",
        texts=(
            r"(?:prompt|eingabe|kontext\w*|nachricht).{0,40}(?:zu lang|überschr|zu groß)",
            r"(?:prompt|entrée|contexte|message).{0,40}(?:trop long|dépass)",
            r"(?:prompt|entrada|contexto|mensaje|mensagem|contesto).{0,40}(?:demasiado larg|muito "
            r"long|"
            r"troppo lung|excede|supera)",
            r"(?:プロンプト|入力|コンテキスト|トークン).{0,24}(?:長すぎ|超え|超過)",
            r"(?:프롬프트|입력|컨텍스트|토큰).{0,24}(?:너무 (?:길|깁)|초과)",
            r"(?:запрос|[Пп]ромпт|[Кк]онтекст.{0,3}|токенов).{0,30}(?:слишком длин|превыша|"
            r"превышен)",
        ),
        status=frozenset({0, 200, 400, 413, 422, 500}),
        confidence=_LIKELY,
        runner_up="request.too_large",
        note=_NOTE,
    ),
    Rule(
        "model.no_access",
        texts=(
            r"\bmodell\b.{0,80}(?:freigeschaltet|freigegeben|berechtigung|kein(?:en)? zugriff)",
            r"\bmod[eè]le\b.{0,60}(?:accès|autoris|droits)|accès (?:à|au) .{0,12}mod[eè]le",
            r"\bmodel[oe]l?o?\b.{0,60}(?:acces[os]|permis)|acces[os] a[lo]? .{0,12}model",
            r"モデル.{0,24}(?:権限|アクセス)|모델.{0,20}(?:권한|접근)|"
            r"модел.{0,40}(?:нет доступа|нет прав|доступ.{0,10}запрещ)|(?:нет доступа|доступ) к "
            r"модел",
        ),
        status=frozenset({0, 200, 400, 401, 403, 404}),
        confidence=_LIKELY,
        runner_up="model.unknown_id",
        note=_NOTE,
    ),
    Rule(
        "request.tool_type_rejected",
        texts=(
            r"(?:werkzeug|tool-?typ)\w*.{0,40}(?:nicht unterstützt|unbekannt|ungültig)",
            r"\boutils?\b.{0,40}(?:pas pris|inconnu|invalide|non )|"
            r"(?:herramienta|ferramenta|strument)\w*.{0,40}(?:no |não |non |descono|desconhe|inv)",
            r"ツール.{0,20}(?:サポートされて|対応して|無効|不明)|도구.{0,20}(?:지원하지|지원되지|유효하지)|"
            r"(?:지원하지 않는|지원되지 않는|알 수 없는|잘못된) 도구|"
            r"инструмент.{0,40}(?:не поддерж|неизвест)",
        ),
        status=frozenset({0, 200, 400, 422, 500}),
        confidence=_LIKELY,
        runner_up="request.field_rejected",
        note=_NOTE,
    ),
    Rule(
        "model.unknown_id",
        texts=(
            r"\bmodell\b.{0,80}(?:nicht (?:gefunden|verfügbar|vorhanden|bekannt|unterstützt|"
            r"konfiguriert)|existiert nicht|gibt es nicht|unbekannt|ungültig)|"
            r"(?:unbekanntes|ungültiges|kein) modell\b",
            r"\bmod[eè]le\b.{0,80}(?:introuvable|n'existe pas|inconnu|invalide|n'est pas |"
            r"non (?:trouvé|disponible|pris en charge|reconnu))",
            r"\bmodel[oe]l?o?\b.{0,80}\b(?:no (?:existe|encontrad|válido|está|se enc|disponible|"
            r"soport)|"
            r"não (?:existe|encontrad|foi|está|é)|non (?:esiste|trovat|disponibil|valid)|"
            r"descono|desconhe|sconosciut)",
            r"モデル.{0,40}(?:見つかりません|存在しません|ありません|無効|不明|利用できません|"
            r"サポートされていません|対応していません)",
            r"모델.{0,40}(?:찾을 수 없|존재하지 않|없습니다|유효하지 않|사용할 수 없|"
            r"지원하지|지원되지)",
            r"[Мм]одел[ьи].{0,60}(?:не найден|не существует|недоступн|не поддерж)|"
            r"[Нн]еизвестная модель",
        ),
        status=frozenset({0, 200, 400, 403, 404, 422, 500, 503}),
        confidence=_LIKELY,
        runner_up="model.no_access",
        note=_NOTE,
    ),
    Rule(
        "auth.key_rejected",
        texts=(
            r"(?:schlüssel|token|zugangsdaten|anmeldedaten).{0,40}(?:ungültig|abgelaufen|falsch|"
            r"gesperrt|nicht gültig|unbekannt|widerrufen)|ungültige[rs]? (?:api|zugang|token|"
            r"schlüssel)|"
            r"authentifizierung fehlgeschlagen",
            r"(?:clé|jeton|identifiants).{0,40}(?:invalide|incorrect|expiré|révoqué|non valide)|"
            r"[Éé]chec de l'authentification",
            r"(?:clave|chave|chiave|token|credencia\w+).{0,40}(?:no (?:es )?válid|não é válid|"
            r"non valid|inv[áa]lid|incorrect|incorret|caducad|expirad|scadut|revocad)",
            r"(?:キー|トークン|認証|資格情報).{0,24}(?:無効|正しくありません|失敗|期限切れ|有効では|"
            r"間違)",
            r"(?:키|토큰|인증).{0,24}(?:유효하지|올바르지|잘못|만료|실패)|"
            r"(?:유효하지 않은|잘못된|만료된).{0,10}(?:키|토큰|인증)",
            r"(?:еверный|едействительный|еправильный|екорректный).{0,20}(?:ключ|токен)|"
            r"(?:[Кк]люч|[Тт]окен).{0,30}(?:недействит|неверен|неверный|ист[её]к|отозван|не "
            r"найден)|"
            r"шибка аутентификации",
        ),
        unless=r"fehlt|manquant|falta|ausente|mancante|必要|指定されていません|필요|отсутствует",
        status=frozenset({0, 200, 400, 401, 403, 500}),
        confidence=_LIKELY,
        runner_up="auth.no_credential",
        note=_NOTE,
    ),
    Rule(
        "upstream.overloaded",
        texts=(
            r"[Üü]berlastet|ausgelastet|surchargé|sobrecargad|sovraccaric|congestionad",
            r"混雑|過負荷|込み合って|과부하|혼잡|[Пп]ерегружен",
        ),
        confidence=_LIKELY,
        runner_up="upstream.unavailable",
        note=_NOTE,
    ),
)
