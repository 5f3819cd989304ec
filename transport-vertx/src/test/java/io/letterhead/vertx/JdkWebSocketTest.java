package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import io.letterhead.vertx.tls.UpstreamTls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JDK's own WebSocket client through the gateway. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class JdkWebSocketTest {

  private static final int LARGE = 1024 * 1024;

  /** What a client hears, as text. */
  private static final class Heard implements WebSocket.Listener {

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private long bytes;
    private long sum;

    String next() throws InterruptedException {
      String next = events.poll(Running.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return next == null ? "nothing" : next;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        events.add("text " + text);
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      bytes += data.remaining();
      while (data.hasRemaining()) {
        sum += data.get();
      }
      if (last) {
        events.add("binary " + bytes + " " + sum);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      events.add("close " + code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      events.add("error " + error);
    }
  }

  private static WebSocket open(Running running, Heard heard) {
    return open("ws://127.0.0.1:" + running.port(), heard);
  }

  private static WebSocket open(String gateway, Heard heard) {
    CompletableFuture<WebSocket> opened =
        HttpClient.newBuilder()
            .sslContext(Certificates.LOCAL.clientContext())
            .build()
            .newWebSocketBuilder()
            .header("x-api-key", "evil")
            .subprotocols("realtime", "openai-insecure-api-key.evil")
            .buildAsync(URI.create(gateway + "/anthropic/v1/realtime"), heard);
    return opened.orTimeout(Running.LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  @Test
  void messagesGoBothWaysUnderThePolicysKeyAlone() throws Exception {
    WebSocketOrigin origin = WebSocketOrigin.echo();
    byte[] large = new byte[LARGE];
    new Random(1).nextBytes(large);
    long sum = 0;
    for (byte one : large) {
      sum += one;
    }
    try (Running running = Running.start(RecordingOrigin.start(origin))) {
      Heard heard = new Heard();
      WebSocket socket = open(running, heard);
      assertThat(socket.getSubprotocol()).isEqualTo("realtime");
      socket.sendText("hello", true).join();
      assertThat(heard.next()).isEqualTo("text hello");
      socket.sendBinary(ByteBuffer.wrap(large), true).join();
      assertThat(heard.next()).isEqualTo("binary " + LARGE + " " + sum);
      socket.sendClose(3000, "done").join();
      assertThat(heard.next()).isEqualTo("close 3000");

      WireMessage request = running.origin().requests().get(0);
      assertThat(request.values("x-api-key")).containsExactly(Policies.SECRET);
      assertThat(request.values("Sec-WebSocket-Protocol")).containsExactly("realtime");
      assertThat(request.head()).doesNotContain("evil");
    }
  }

  @Test
  void overTlsTheSameGoesToAnOriginThatIsOfferedHttp2() throws Exception {
    WebSocketOrigin echo = WebSocketOrigin.echo();
    RecordingOrigin origin = RecordingOrigin.startTls(Certificates.LOCAL, echo);
    UpstreamTls tls =
        new UpstreamTls(
            Optional.of(Certificates.trust(Certificates.LOCAL)), Optional.empty(), true);
    GatewayConfig config =
        Running.config().toBuilder()
            .tls(Optional.of(Certificates.identity(Certificates.LOCAL)))
            .upstreams(ImmutableMap.of("anthropic", tls))
            .build();
    Heard heard = new Heard();
    try (Running running = Running.of(origin, config)) {
      WebSocket socket = open("wss://127.0.0.1:" + running.port(), heard);
      socket.sendText("hello", true).join();
      assertThat(heard.next()).isEqualTo("text hello");
      socket.sendBinary(ByteBuffer.wrap(new byte[LARGE]), true).join();
      assertThat(heard.next()).isEqualTo("binary " + LARGE + " 0");
      assertThat(origin.requests().get(0).values("x-api-key")).containsExactly(Policies.SECRET);
    }
    assertThat(heard.next()).isEqualTo("close 1001");
  }

  @Test
  void aDrainIsSeenAsGoingAway() throws Exception {
    Heard heard = new Heard();
    try (Running running = Running.start(RecordingOrigin.start(WebSocketOrigin.echo()))) {
      WebSocket socket = open(running, heard);
      socket.sendText("hello", true).join();
      assertThat(heard.next()).isEqualTo("text hello");
    }
    assertThat(heard.next()).isEqualTo("close 1001");
  }

  @Test
  void theLossOfTheOriginIsSeenAsAnErrorOfTheServer() throws Exception {
    WebSocketOrigin origin =
        WebSocketOrigin.of(
            (caller, told) -> {
              caller.receive();
              caller.reset();
            });
    Heard heard = new Heard();
    try (Running running = Running.start(RecordingOrigin.start(origin))) {
      open(running, heard).sendText("hello", true).join();
      assertThat(heard.next()).isEqualTo("close 1011");
    }
  }
}
