package io.letterhead.conformance;

import io.letterhead.policy.RejectedException;
import io.letterhead.policy.RequestTarget;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A gateway that withstands the corpus, made of nothing but the corpus's own strict reader: shows
 * that the expectations can be met all together.
 */
final class CarefulGateway implements Responder {
  private static final int LARGEST_HEAD = 32 * 1024;
  private static final Set<String> ALLOWED =
      Set.of("accept", "content-type", "content-encoding", "anthropic-beta");
  private static final Set<String> PARAMETERS =
      Set.of(
          "key",
          "api-key",
          "access-token",
          "subscription-key",
          "x-amz-credential",
          "x-amz-security-token",
          "x-amz-signature");
  private static final Set<String> NOT_ANSWERED =
      Set.of(
          "set-cookie",
          "www-authenticate",
          "proxy-authenticate",
          "proxy-authentication-info",
          "proxy-connection",
          "keep-alive",
          "connection",
          "trailer",
          "transfer-encoding",
          "content-length",
          "alt-svc",
          "clear-site-data",
          "x-accel-redirect",
          "x-sendfile");

  private final RecordingOrigin origin;
  private final String prefix;
  private final String credential;

  CarefulGateway(RecordingOrigin origin, String prefix, String credential) {
    this.origin = origin;
    this.prefix = prefix;
    this.credential = credential;
  }

  @Override
  public void beforeBody(WireMessage head, OriginConnection caller) throws IOException {
    int status = 0;
    if (head.head().length() > LARGEST_HEAD || head.fields().size() > 100) {
      status = 431;
    } else if (head.values("Content-Length").stream().anyMatch(l -> l.length() > 6)) {
      status = 413;
    }
    if (status != 0) {
      OriginAnswer.of(status).with("Connection", "close").respond(head, caller);
      caller.awaitPeerLeft();
      caller.close();
    }
  }

  @Override
  public void respond(WireMessage request, OriginConnection caller) throws IOException {
    int refusal = refusal(request, caller);
    if (refusal != 0) {
      OriginAnswer.of(refusal).respond(request, caller);
      return;
    }
    boolean upgrade = nominated(request.values("Connection")).contains("upgrade");
    boolean webSocket = upgrade && request.values("Upgrade").contains("websocket");
    try (RawClient provider =
        RawClient.connect("127.0.0.1", origin.port(), Duration.ofSeconds(5))) {
      provider.send(outbound(request, webSocket));
      Optional<RawResponse> response = provider.receive();
      answer(response.orElseThrow()).respond(request, caller);
      if (webSocket) {
        caller.close();
      }
    }
  }

  private int refusal(WireMessage request, OriginConnection caller) {
    if (request.method().equals("CONNECT") || request.method().equals("TRACE")) {
      return 405;
    }
    if (!request.values("Host").equals(List.of(caller.authority()))) {
      return 400;
    }
    if (request.values("Content-Type").size() > 1) {
      return 400;
    }
    if (request.body().length() - request.content().length() > LARGEST_HEAD) {
      return 413;
    }
    for (WireField field : request.fields()) {
      boolean ascii = field.value().chars().allMatch(c -> c < 0x80);
      if (ALLOWED.contains(WireField.lowerCase(field.name())) && !ascii) {
        return 400;
      }
    }
    try {
      RequestTarget target = RequestTarget.parse(request.target());
      return target.hasEncodedSlash() ? 400 : target.after(prefix).isPresent() ? 0 : 404;
    } catch (RejectedException rejected) {
      return 400;
    }
  }

  private String outbound(WireMessage request, boolean webSocket) {
    RequestTarget target = RequestTarget.parse(request.target()).after(prefix).orElseThrow();
    StringBuilder head = new StringBuilder(request.method()).append(' ').append(target.path());
    head.append(query(target.query())).append(" HTTP/1.1\r\nHost: ").append(origin.authority());
    head.append("\r\nx-api-key: ").append(credential);
    List<String> nominated = nominated(request.values("Connection"));
    for (WireField field : request.fields()) {
      String name = WireField.lowerCase(field.name());
      if (ALLOWED.contains(name) && !nominated.contains(name)) {
        head.append("\r\n").append(field.name()).append(": ").append(field.value());
      }
    }
    if (webSocket) {
      head.append("\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eA==");
      if (!request.values("Sec-WebSocket-Protocol").isEmpty()) {
        head.append("\r\nSec-WebSocket-Protocol: realtime");
      }
    } else {
      head.append("\r\nContent-Length: ").append(request.content().length());
    }
    return head.append("\r\n\r\n").append(request.content()).toString();
  }

  private static OriginAnswer answer(RawResponse response) {
    List<String> nominated = nominated(response.values("Connection"));
    OriginAnswer answer = OriginAnswer.of(response.status()).withBody(response.body());
    for (WireField field : response.fields()) {
      String name = field.foldedName();
      boolean secret = name.equals("reflected-x-api-key");
      if (!NOT_ANSWERED.contains(name) && !nominated.contains(name) && !secret) {
        answer = answer.with(field.name(), field.value());
      }
    }
    return answer.with("Cache-Control", "private");
  }

  private static List<String> nominated(List<String> lines) {
    List<String> options = new ArrayList<>();
    for (String line : lines) {
      for (String option : line.split(",", -1)) {
        options.add(WireField.lowerCase(WireField.trim(option)));
      }
    }
    return options;
  }

  private static String query(String query) {
    List<String> kept = new ArrayList<>();
    for (String parameter :
        query.isEmpty() ? new String[0] : query.substring(1).split("[&;]", -1)) {
      String name = parameter.replaceFirst("=.*", "");
      String decoded = URLDecoder.decode(name, StandardCharsets.ISO_8859_1);
      if (!PARAMETERS.contains(WireField.fold(decoded))) {
        kept.add(parameter);
      }
    }
    return kept.isEmpty() ? "" : "?" + String.join("&", kept);
  }
}
