package io.letterhead.apache;

import static io.letterhead.apache.ClientAttack.CANARY;

import io.letterhead.apache.ClientExpectation.Forwarded;
import java.util.List;

/** Credentials of a caller's own, in every slot and spelling. */
final class CredentialAttacks {
  private CredentialAttacks() {}

  static List<ClientAttack> attacks() {
    Forwarded clean = Forwarded.clean();
    ClientAttackList list = new ClientAttackList();
    list.add("A-01", "direct override", r -> r.field("x-api-key", CANARY), clean)
        .add(
            "A-01",
            "direct override of a POST",
            r -> r.post(AttackBody.of("{}")).field("x-api-key", CANARY),
            clean)
        .add(
            "A-01",
            "an override beside the request",
            r -> r.caller(CallerContext.none().header("x-api-key", CANARY)),
            clean)
        .add(
            "A-02",
            "case variants",
            r -> r.field("X-aPi-KeY", CANARY).field("x-api-key", CANARY).field("X-API-KEY", CANARY),
            clean)
        .add(
            "A-03",
            "duplicates",
            r -> r.field("x-api-key", CANARY).field("x-api-key", CANARY + "2"),
            clean)
        .add("A-03", "joined values", r -> r.field("x-api-key", CANARY + ", " + CANARY), clean)
        .addDropped("A-04", "sibling credential", SeenOracle.SLOTS.toArray(String[]::new))
        .add(
            "A-05",
            "a credential in the query",
            r -> r.path("/v1/models?key=CALLER&api_key=CALLER&access_token=CALLER&limit=1"),
            clean.to("/v1/models?limit=1"))
        .add(
            "A-07",
            "parts of a SigV4 signature",
            r ->
                r.field("Authorization", "AWS4-HMAC-SHA256 Credential=CALLER, Signature=CALLER")
                    .field("X-Amz-Date", CANARY)
                    .field("X-Amz-Security-Token", CANARY)
                    .field("X-Amz-Content-Sha256", CANARY),
            clean)
        .add(
            "A-07",
            "a signature in the query",
            r -> r.path("/v1/models?X-Amz-Signature=CALLER&X-Amz-Security-Token=CALLER"),
            clean.to("/v1/models"))
        .add(
            "A-11",
            "a proxy's credential",
            r ->
                r.field("Proxy-Authorization", "Basic CALLER").field("Proxy_Authorization", CANARY),
            clean.without("Proxy-Authorization"))
        .add(
            "A-22",
            "names in upper case that a locale folds otherwise",
            r ->
                r.field("AUTHORIZATION", CANARY)
                    .field("X-API-KEY", CANARY)
                    .field("PROXY-AUTHORIZATION", CANARY)
                    .field("X-GOOG-API-KEY", CANARY),
            clean)
        .add(
            "A-59",
            "the credential before all else",
            r -> r.field("x-api-key", CANARY).field("anthropic-beta", "b"),
            clean.with("anthropic-beta", "b"))
        .add(
            "A-59",
            "the credential behind all else",
            r -> r.field("anthropic-beta", "b").field("x-api-key", CANARY),
            clean.with("anthropic-beta", "b"));
    claims(list);
    return list.attacks();
  }

  private static void claims(ClientAttackList list) {
    list.addDropped(
            "A-43",
            "claiming who calls",
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X_Forwarded_For",
            "X-Real-IP",
            "True-Client-IP",
            "CF-Connecting-IP")
        .addDropped(
            "A-44",
            "claiming what is meant",
            "X-HTTP-Method-Override",
            "X-Method-Override",
            "X-Original-URL",
            "X-Rewrite-URL",
            "X-Forwarded-Prefix",
            "Proxy")
        .addDropped(
            "A-45",
            "saying what to pass on",
            "x-portkey-forward-headers",
            "x-bf-eh-authorization",
            "x-bf-eh-x-api-key",
            "x-pass-x-api-key")
        .addDropped(
            "A-64",
            "asking for a cloud's metadata",
            "Metadata",
            "Metadata-Flavor",
            "X-aws-ec2-metadata-token");
  }
}
