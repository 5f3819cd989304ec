package io.letterhead.cli;

import com.google.common.collect.ImmutableList;

/** What the demo sends: every caller's credential in it holds {@link #CALLER_KEY}. */
final class DemoScript {

  /** What must not get through, anywhere. */
  static final String CALLER_KEY = "key-of-the-caller";

  private static final String COMPLETIONS = "/v1/chat/completions";
  private static final String CHAT =
      "{\"model\":\"letterhead-demo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String STREAM = CHAT.replace("{\"model\"", "{\"stream\":true,\"model\"");
  private static final String JSON = "Content-Type: application/json";
  private static final String KEY = "Authorization: Bearer " + CALLER_KEY;

  private DemoScript() {}

  static ImmutableList<DemoRequest> requests() {
    return ImmutableList.of(
        chat("An SDK sends its own key, as SDKs insist", KEY, "User-Agent: OpenAI/Python 2.8"),
        chat("A caller sends the key twice, in two spellings", KEY, lower(KEY)),
        chat("A caller tries the sibling slots", "X-Api-Key: " + CALLER_KEY, cookie()),
        chat("A caller tries aliases", "X_Api_Key: " + CALLER_KEY, "Api.Key: " + CALLER_KEY),
        chat(
            "A caller nominates our fields for removal",
            "Connection: Authorization, X-Request-Source",
            KEY),
        withTrailer(),
        upgrade(),
        new DemoRequest(
            "A caller puts keys into the query",
            "vllm",
            "GET",
            "/v1/models?api_key=" + CALLER_KEY + "&limit=2&%6Bey=" + CALLER_KEY,
            ImmutableList.of(),
            ImmutableList.of(),
            "",
            true,
            200),
        chat("A tenant passes renamed; a forged one does not", "X-Tenant: a", "X-Tenant-ID: b"),
        chat("Claims and fields that no rule lists", "X-Forwarded-For: 10.0.0.1", "X-Debug: 1"),
        chat("What is denied never leaves", "X-Internal-Cost-Center: 42", "X-Request-ID: r-1"),
        stream(),
        claude(),
        guarded(),
        smuggled(),
        traced());
  }

  private static DemoRequest chat(String title, String... fields) {
    return completion(title, CHAT, 200, fields);
  }

  private static DemoRequest completion(String title, String body, int status, String... fields) {
    return new DemoRequest(
        title,
        "vllm",
        "POST",
        COMPLETIONS,
        ImmutableList.<String>builder()
            .add(fields)
            .add(JSON, "Content-Length: " + body.length())
            .build(),
        ImmutableList.of(),
        body,
        status < 400,
        status);
  }

  private static DemoRequest withTrailer() {
    return new DemoRequest(
        "A caller hides a key in a trailer",
        "vllm",
        "POST",
        COMPLETIONS,
        ImmutableList.of(JSON, "Transfer-Encoding: chunked", "Trailer: Authorization"),
        ImmutableList.of(KEY),
        CHAT,
        true,
        200);
  }

  private static DemoRequest upgrade() {
    return new DemoRequest(
        "A caller upgrades, with keys in two places",
        "vllm",
        "GET",
        "/v1/realtime",
        ImmutableList.of(
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: realtime, openai-insecure-api-key." + CALLER_KEY,
            KEY),
        ImmutableList.of(),
        "",
        true,
        404);
  }

  private static DemoRequest stream() {
    return completion("An honest caller streams its answer", STREAM, 200, "Accept: */*");
  }

  private static DemoRequest claude() {
    return new DemoRequest(
        "Another provider, another slot",
        "claude",
        "POST",
        COMPLETIONS,
        ImmutableList.of("X-Api-Key: " + CALLER_KEY, KEY, JSON, "Content-Length: " + CHAT.length()),
        ImmutableList.of(),
        CHAT,
        true,
        200);
  }

  private static DemoRequest guarded() {
    return completion("A value that the policy does not let pass", CHAT, 400, "X-Tier: gold");
  }

  private static DemoRequest smuggled() {
    return new DemoRequest(
        "A caller smuggles: two framings",
        "vllm",
        "POST",
        COMPLETIONS,
        ImmutableList.of(KEY, "Content-Length: 4", "Transfer-Encoding: chunked"),
        ImmutableList.of(),
        "0\r\n\r\n",
        false,
        400);
  }

  private static DemoRequest traced() {
    return new DemoRequest(
        "A caller asks for an echo of our key",
        "vllm",
        "TRACE",
        "/v1/models",
        ImmutableList.of("Max-Forwards: 1"),
        ImmutableList.of(),
        "",
        false,
        405);
  }

  private static String cookie() {
    return "Cookie: session=" + CALLER_KEY;
  }

  private static String lower(String field) {
    return field.replace("Authorization", "authorization");
  }
}
