package io.letterhead.conformance;

import static io.letterhead.conformance.AttackList.get;

import java.util.List;

/** A caller's credential under a name that a provider might read. */
final class CredentialAttacks {
  /** Names under which some provider, or a proxy before one, takes a credential. */
  static final List<String> SLOTS =
      List.of(
          "Authorization",
          "Proxy-Authorization",
          "Cookie",
          "Cookie2",
          "api-key",
          "apikey",
          "x-goog-api-key",
          "xi-api-key",
          "Ocp-Apim-Subscription-Key",
          "X-Serverless-Authorization",
          "X-Amz-Security-Token",
          "X-Amz-Date",
          "X-Amz-Content-Sha256",
          "X-Authorization",
          "X-Upstream-Authorization",
          "X-Forwarded-Authorization",
          "X-Auth-Token",
          "X-Access-Token",
          "X-Auth-Key",
          "Private-Token",
          "X-Vault-Token",
          "X-Figma-Token",
          "CF-Access-Client-Id",
          "CF-Access-Client-Secret",
          "cf-aig-authorization",
          "Helicone-Auth",
          "x-portkey-api-key",
          "x-litellm-api-key",
          "x-bf-vk",
          "x-bf-api-key");

  private CredentialAttacks() {}

  static List<AttackCase> cases() {
    AttackList list = new AttackList();
    Forwarded clean = Forwarded.clean();
    list.add("A-01", "direct override", get("x-api-key: CALLER"), clean, "the plain attack")
        .add(
            "A-01",
            "empty value",
            get("x-api-key:", "Accept: */*"),
            clean.with("Accept", "*/*"),
            "an empty key is one too")
        .add(
            "A-02",
            "case variants",
            get("X-aPi-KeY: CALLER-1", "x-api-key: CALLER-2", "X-API-KEY: CALLER-3"),
            clean,
            "names are compared without case (RFC 9110, section 5.1)")
        .add(
            "A-03",
            "duplicates",
            get("x-api-key: CALLER-1", "Accept: */*", "x-api-key: CALLER-2"),
            clean.with("Accept", "*/*"),
            "setting a field often replaces the first match alone")
        .add(
            "A-03",
            "a list in one line, and another line",
            get("x-api-key: CALLER, CALLER", "x-api-key: , CALLER"),
            clean,
            "lines of one name may be joined (RFC 9110, section 5.3)")
        .add(
            "A-07",
            "parts of a SigV4 signature",
            get(
                "Authorization: AWS4-HMAC-SHA256 Credential=CALLER, Signature=CALLER",
                "X-Amz-Date: CALLER",
                "X-Amz-Security-Token: CALLER",
                "X-Amz-Content-Sha256: CALLER"),
            clean.without("x-amz-date", "x-amz-security-token", "x-amz-content-sha256"),
            "a caller's parts would mix with a signature made later")
        .add(
            "A-11",
            "a proxy's credential",
            get("Proxy-Authorization: Basic CALLER", "Proxy-Authorization: Bearer CALLER"),
            clean,
            "it is for the next proxy, never for an origin (RFC 9110, section 11.7.2)")
        .add(
            "A-22",
            "names in upper case that a locale folds otherwise",
            get("AUTHORIZATION: CALLER", "X-API-KEY: CALLER", "PROXY-AUTHORIZATION: CALLER"),
            clean,
            "under tr, az and lt `I` has another lower case; run the corpus under each")
        .add(
            "A-53",
            "two callers over one connection",
            get("x-api-key: CALLER-1", "Accept: text/a") + get("Cookie: CALLER-2"),
            clean.times(2),
            "nothing of one request may stay for the next")
        .add(
            "A-59",
            "the credential before all else",
            "GET {prefix}/v1/models HTTP/1.1\r\nx-api-key: CALLER\r\nHost: {host}\r\n\r\n",
            clean,
            "a provider may take the first, where the gateway checked the last")
        .add(
            "A-59",
            "the credential after all else",
            get("Accept: */*", "anthropic-beta: a", "x-api-key: CALLER"),
            clean.with("anthropic-beta", "a"),
            "a provider may take the last, where the gateway checked the first");
    for (String slot : SLOTS) {
      list.add(
          "A-04",
          "sibling credential: " + slot,
          get(slot + ": CALLER", "X-Unlisted: CALLER"),
          clean.without(slot, "X-Unlisted"),
          "providers and their fronts read credentials in several slots");
    }
    return list.cases();
  }
}
