package io.letterhead.apache;

import static io.letterhead.apache.ClientAttack.CANARY;

import io.letterhead.apache.ClientExpectation.Refused;
import io.letterhead.policy.Rejection.Reason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names of fields that are no names, or that somebody else reads as another name. */
final class NameAttacks {
  private NameAttacks() {}

  static List<ClientAttack> attacks() {
    ClientAttackList list = new ClientAttackList();
    list.addDropped(
            "A-12",
            "underscores for hyphens",
            "x_api_key",
            "X-Api_Key",
            "X_API-KEY",
            "Anthropic_Version",
            "HTTP_X_API_KEY")
        .addDropped("A-13", "other signs for hyphens", "x.api.key", "x~api~key", "x!api!key")
        .add(
            "A-12",
            "an alias beside the allowed name",
            r -> r.field("anthropic-beta", "b").field("anthropic_beta", CANARY),
            Refused.with(Reason.SPELLINGS));
    Map<String, Map<String, String>> malformed = new TreeMap<>();
    malformed.put("A-13", Map.of("spaces", "x api key"));
    malformed.put(
        "A-15",
        Map.of(
            "a whole field", "a\r\nx-api-key",
            "line feed", "a\nx-api-key: v\nb",
            "behind the name", "x-api-key\r\n"));
    malformed.put("A-17", Map.of("a folded line", "\tx-api-key"));
    malformed.put(
        "A-18",
        Map.of(
            "a space behind", "x-api-key ",
            "a space before", " x-api-key",
            "no name", "",
            "a colon behind", "x-api-key:",
            "a field as a name", "x-api-key: v\0"));
    malformed.put(
        "A-21",
        Map.of(
            "Kelvin", "X-API-\u212AEY",
            "dotless i", "author\u0131zat\u0131on",
            "long s", "x-amz-\u017Fecurity-token",
            "full width", "\uFF38-api-key"));
    malformed.put(
        "A-24",
        Map.of("authority", ":authority", "path", ":path", "method", ":method", "x", "x:y"));
    malformed.forEach(
        (row, names) ->
            new TreeMap<>(names)
                .forEach(
                    (detail, name) ->
                        list.add(
                            row,
                            "a name that is none: " + detail,
                            r -> r.field(name, CANARY),
                            Refused.with(Reason.MALFORMED_NAME))));
    list.add(
        "A-18",
        "a field without a name",
        r -> r.field(new LyingHeader(n -> "", n -> CANARY)),
        Refused.with(Reason.MALFORMED_NAME));
    return list.attacks();
  }
}
