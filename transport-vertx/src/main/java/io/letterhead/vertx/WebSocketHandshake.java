package io.letterhead.vertx;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import io.letterhead.policy.WebSocketProtocols;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * A WebSocket handshake (RFC 6455, section 4): what a caller asks for, checked, and the fields that
 * ask an origin for the same, written afresh.
 *
 * @param key the nonce
 * @param protocols the subprotocols that may go on, as one field's value; empty for none
 * @param extensions the extensions asked for, as one field's value; empty for none
 */
record WebSocketHandshake(String key, String protocols, String extensions) {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int KEY_BYTES = 16;
  private static final CharMatcher VISIBLE = CharMatcher.inRange(' ', '~').or(CharMatcher.is('\t'));
  private static final Splitter LIST =
      Splitter.on(',').trimResults(CharMatcher.anyOf(" \t")).omitEmptyStrings();

  /**
   * Whether a request asks for a WebSocket. Any other upgrade is none that we know, and HTTP/1.0
   * and HTTP/2 have none: the fields that ask for it are removed, and the rest is a request like
   * any (RFC 9110, section 7.8).
   *
   * @param otherVersion whether the request is of another version than HTTP/1.1
   */
  static boolean isMeant(
      boolean otherVersion, String method, Function<String, List<String>> fields) {
    return !otherVersion
        && method.equals("GET")
        && lists(fields.apply("Connection"), "upgrade")
        && lists(fields.apply("Upgrade"), "websocket");
  }

  /** Whether a request asks for a WebSocket. */
  static boolean isMeant(HttpServerRequest request) {
    return isMeant(
        request.version() != HttpVersion.HTTP_1_1,
        request.method().name(),
        request.headers()::getAll);
  }

  /**
   * Reads the handshake of a request that means one.
   *
   * @throws RefusedException if it is malformed, or of a version that we do not know
   * @throws io.letterhead.policy.RejectedException if a subprotocol is malformed
   */
  static WebSocketHandshake of(MultiMap fields) {
    List<String> versions = fields.getAll("Sec-WebSocket-Version");
    if (versions.size() != 1 || !versions.get(0).equals("13")) {
      throw new RefusedException(Refusal.HANDSHAKE_VERSION);
    }
    List<String> keys = fields.getAll("Sec-WebSocket-Key");
    if (keys.size() != 1 || !isKey(keys.get(0)) || Framing.of(fields).hasBody()) {
      throw new RefusedException(Refusal.HANDSHAKE);
    }
    return new WebSocketHandshake(
        keys.get(0),
        WebSocketProtocols.forwardable(fields.getAll("Sec-WebSocket-Protocol")),
        visible(String.join(", ", fields.getAll("Sec-WebSocket-Extensions"))));
  }

  /** Adds the fields that ask an origin for the WebSocket. */
  void writeTo(MultiMap request) {
    request
        .add("Connection", "Upgrade")
        .add("Upgrade", "websocket")
        .add("Sec-WebSocket-Version", "13")
        .add("Sec-WebSocket-Key", key);
    if (!protocols.isEmpty()) {
      request.add("Sec-WebSocket-Protocol", protocols);
    }
    if (!extensions.isEmpty()) {
      request.add("Sec-WebSocket-Extensions", extensions);
    }
  }

  /**
   * Adds the fields that tell the caller that the origin has accepted.
   *
   * @throws RefusedException if the origin's answer does not fit the question
   */
  void answer(MultiMap accepted, MultiMap response) {
    List<String> chosen = accepted.getAll("Sec-WebSocket-Protocol");
    List<String> extended = accepted.getAll("Sec-WebSocket-Extensions");
    if (!lists(accepted.getAll("Upgrade"), "websocket")
        || !accepted.getAll("Sec-WebSocket-Accept").equals(List.of(accept()))
        || chosen.size() > 1
        || (chosen.size() == 1 && !LIST.splitToList(protocols).contains(chosen.get(0)))
        || (extensions.isEmpty() && !extended.isEmpty())
        || !extended.stream().allMatch(VISIBLE::matchesAllOf)) {
      throw new RefusedException(Refusal.BAD_RESPONSE);
    }
    response
        .add("Connection", "Upgrade")
        .add("Upgrade", "websocket")
        .add("Sec-WebSocket-Accept", accept());
    chosen.forEach(protocol -> response.add("Sec-WebSocket-Protocol", protocol));
    extended.forEach(one -> response.add("Sec-WebSocket-Extensions", one));
  }

  private String accept() {
    @SuppressWarnings("deprecation") // RFC 6455 asks for SHA-1; nothing is kept secret by it
    var sha1 = Hashing.sha1();
    return Base64.getEncoder()
        .encodeToString(sha1.hashString(key + GUID, StandardCharsets.US_ASCII).asBytes());
  }

  private static boolean isKey(String key) {
    try {
      byte[] nonce = Base64.getDecoder().decode(key);
      return nonce.length == KEY_BYTES && Base64.getEncoder().encodeToString(nonce).equals(key);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String visible(String value) {
    if (!VISIBLE.matchesAllOf(value)) {
      throw new RefusedException(Refusal.HANDSHAKE);
    }
    return value;
  }

  private static boolean lists(List<String> lines, String token) {
    for (String line : lines) {
      for (String one : LIST.split(line)) {
        if (Ascii.equalsIgnoreCase(one, token)) {
          return true;
        }
      }
    }
    return false;
  }
}
