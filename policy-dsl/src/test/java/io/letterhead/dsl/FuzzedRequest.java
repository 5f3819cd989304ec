package io.letterhead.dsl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A request that a fuzzer makes of names and values that meet the policies, and of any others. */
record FuzzedRequest(
    String method, RequestTarget target, String caller, String address, List<Line> lines) {

  /**
   * What a caller plants in values: no rejection may show it. Begins with no hexadecimal digit: the
   * end of an escape is none of its letters.
   */
  static final String MARK = "planted";

  /** A field line. */
  record Line(String name, String value) {}

  private static final String CARRIER = "X-LlamaStack-Provider-Data";
  private static final String[] METHODS = {"GET", "POST", "DELETE", "CONNECT"};
  private static final String[] CALLERS = {"", "key/a", "key/b", "key/c"};
  private static final String[] ADDRESSES = {"", "192.0.2.1", "2001:db8::1", "a\r\nb", "\u00e9"};
  private static final String[] PATHS = {"/v1/chat", "/v1/", "/v2?key=" + MARK + "&sig=1", "/"};
  private static final String[] NAMES = {
    "Authorization",
    "Cookie",
    "X-Api-Key",
    "X-Forwarded-For",
    "X-Forwarded-Proto",
    "Host",
    "Connection",
    "X-My-Key",
    "X-Tenant",
    "X-Tenant-ID",
    "X-Kind",
    "X-Short",
    "X-Internal-A",
    "X-Source",
    "X-Team",
    "X-Stamp",
    "X-Sub",
    "X-Tier",
    "Y-A",
    "traceparent",
    "Accept",
    "Content-Type",
    "X-HTTP-Method-Override"
  };
  private static final String[] VALUES = {
    MARK,
    "Bearer " + MARK,
    "bearer  " + MARK,
    "Basic " + MARK,
    MARK + "\r\nX-Api-Key: " + MARK,
    MARK + "\u00e9",
    "free",
    "close, X-My-Key, authorization",
    "X_Tenant",
    CARRIER,
    "Bearer " + FuzzedPolicy.KEY,
    ""
  };

  /**
   * Makes one.
   *
   * @throws io.letterhead.policy.RejectedException if the target is none
   */
  static FuzzedRequest of(FuzzedDataProvider data) {
    String method = data.consumeBoolean() ? data.pickValue(METHODS) : data.consumeString(8);
    String path = data.consumeBoolean() ? data.pickValue(PATHS) : "/" + data.consumeString(24);
    String caller = data.pickValue(CALLERS);
    String address = data.pickValue(ADDRESSES);
    List<Line> lines = new ArrayList<>();
    while (data.remainingBytes() > 0 && lines.size() < 12) {
      lines.add(data.consumeInt(0, 5) == 0 ? carrier(data) : new Line(name(data), value(data)));
    }
    return new FuzzedRequest(method, RequestTarget.parse(path), caller, address, lines);
  }

  RequestHead head() {
    RequestHead.Builder head =
        RequestHead.builder(method, target).caller(caller).clientAddress(address).scheme("https");
    lines.forEach(line -> head.add(line.name(), line.value()));
    return head.build();
  }

  /**
   * Whether the caller has put a word where rejections show it: into a name, perhaps of its data.
   */
  boolean names(String word) {
    return method.contains(word)
        || lines.stream()
            .anyMatch(
                line ->
                    line.name().contains(word)
                        || (line.value().contains("{")
                            && line.value().matches("(?s).*(\\\\|" + word + ").*")));
  }

  private static String name(FuzzedDataProvider data) {
    String name = data.pickValue(NAMES);
    return switch (data.consumeInt(0, 4)) {
      case 0 -> name;
      case 1 -> name.replace('-', '_');
      case 2 -> name.toLowerCase(Locale.ROOT).replace('-', '.');
      case 3 -> name.toUpperCase(Locale.ROOT) + data.consumeString(1);
      default -> data.consumeString(16);
    };
  }

  private static String value(FuzzedDataProvider data) {
    return data.consumeBoolean() ? data.pickValue(VALUES) : data.consumeString(24);
  }

  /** A caller's data: as a writer of JSON writes it, or any text. */
  private static Line carrier(FuzzedDataProvider data) {
    if (data.consumeInt(0, 3) == 0) {
      return new Line(CARRIER, data.consumeString(48));
    }
    String json =
        "{"
            + member("sub", data)
            + member("token", data)
            + "\"extra\":{"
            + quoted(name(data))
            + ":"
            + quoted(value(data))
            + "}}";
    return new Line(CARRIER, new String(json.getBytes(UTF_8), ISO_8859_1));
  }

  private static String member(String key, FuzzedDataProvider data) {
    return data.consumeBoolean() ? quoted(key) + ":" + quoted(value(data)) + "," : "";
  }

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
