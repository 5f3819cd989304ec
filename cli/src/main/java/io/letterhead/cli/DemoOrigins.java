package io.letterhead.cli;

import com.google.common.collect.ImmutableMap;
import io.letterhead.conformance.ChatCompletionsOrigin;
import io.letterhead.conformance.WireMessage;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An embedded origin for each of the demo's providers. */
final class DemoOrigins implements AutoCloseable {

  private final ImmutableMap<String, ChatCompletionsOrigin> origins;
  private final Map<String, Integer> seen = new HashMap<>();

  private DemoOrigins(ImmutableMap<String, ChatCompletionsOrigin> origins) {
    this.origins = origins;
  }

  static DemoOrigins start() {
    ImmutableMap.Builder<String, ChatCompletionsOrigin> origins = ImmutableMap.builder();
    DemoPolicy.CREDENTIALS
        .keySet()
        .forEach(provider -> origins.put(provider, ChatCompletionsOrigin.start()));
    return new DemoOrigins(origins.buildOrThrow());
  }

  Map<String, URI> uris() {
    return origins.entrySet().stream()
        .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, each -> each.getValue().uri()));
  }

  /** What each has received since this was last asked, by provider. */
  Map<String, List<WireMessage>> received() {
    ImmutableMap.Builder<String, List<WireMessage>> received = ImmutableMap.builder();
    origins.forEach(
        (provider, origin) -> {
          List<WireMessage> all = origin.recording().requests();
          received.put(provider, all.subList(seen.getOrDefault(provider, 0), all.size()));
          seen.put(provider, all.size());
        });
    return received.buildOrThrow();
  }

  @Override
  public void close() {
    origins.values().forEach(ChatCompletionsOrigin::close);
  }
}
