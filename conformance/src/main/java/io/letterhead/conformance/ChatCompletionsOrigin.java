package io.letterhead.conformance;

import java.net.URI;

/**
 * A recording origin that speaks enough of OpenAI's API for its SDKs.
 *
 * <ul>
 *   <li>{@code POST /v1/chat/completions} answers {@link #REPLY} whole, or as server-sent events if
 *       the body says {@code "stream": true}, with a chunk for the usage if it asks for that too,
 *       and {@code data: [DONE]} at the end
 *   <li>{@code GET /v1/models} lists {@link #MODEL}; {@code GET /v1/models/NAME} shows it
 *   <li>anything else is 404, 405 or 400 with OpenAI's error envelope
 * </ul>
 *
 * <p>It asks for no credential: what came is for {@link #recording} to tell.
 */
public final class ChatCompletionsOrigin implements AutoCloseable {
  /** The one model that it lists; a request may name any. */
  public static final String MODEL = "letterhead-demo";

  /** What it answers to every prompt. */
  public static final String REPLY = "Received, with the letterhead as printed.";

  private final RecordingOrigin recording;

  private ChatCompletionsOrigin(RecordingOrigin recording) {
    this.recording = recording;
  }

  /**
   * Starts one on a free port.
   *
   * @throws java.io.UncheckedIOException if no port can be had
   */
  public static ChatCompletionsOrigin start() {
    return new ChatCompletionsOrigin(RecordingOrigin.start(responder()));
  }

  /** The answers alone, for an origin that is started otherwise. */
  public static Responder responder() {
    return new ChatCompletions();
  }

  /** What it has received. */
  public RecordingOrigin recording() {
    return recording;
  }

  /** Its URI without a path. */
  public URI uri() {
    return recording.uri();
  }

  /** Ends all connections. */
  @Override
  public void close() {
    recording.close();
  }
}
