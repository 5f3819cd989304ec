package io.letterhead.benchmarks.fire;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A caller of the WebSocket that sends back what it gets; for one thread. */
final class SocketCaller {

  private static final int MESSAGES = 20;
  private static final int LARGEST = 4000;

  private final HttpClient client;
  private final URI uri;
  private final Random random;

  SocketCaller(Stage stage, long seed) {
    HttpClient.Builder builder = HttpClient.newBuilder();
    stage.certificate().ifPresent(known -> builder.sslContext(known.clientContext()));
    client = builder.build();
    String scheme = stage.certificate().isPresent() ? "wss" : "ws";
    uri = URI.create(scheme + "://localhost:" + stage.gateway().port() + "/model/v1/socket");
    random = new Random(seed);
  }

  /** Hears whole texts, and says when the other side has closed. */
  private static final class Heard implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        texts.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  /**
   * Opens one, exchanges some messages and closes it.
   *
   * @return what is wrong; empty if nothing is
   */
  String call() throws InterruptedException {
    Heard heard = new Heard();
    try {
      WebSocket socket = client.newWebSocketBuilder().buildAsync(uri, heard).join();
      for (int i = 0; i < MESSAGES; i++) {
        String text = (i + " ").repeat(1 + random.nextInt(LARGEST));
        socket.sendText(text, true).join();
        String back = heard.texts.poll(Caller.LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!text.equals(back)) {
          socket.abort();
          return "websocket: another message, or none";
        }
      }
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
      return "";
    } catch (CompletionException failed) {
      return failed.getCause() instanceof WebSocketHandshakeException refused
          ? "websocket: status " + refused.getResponse().statusCode()
          : "websocket: " + failed.getCause();
    }
  }
}
