package io.letterhead.vertx;

import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.Rejection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.function.Consumer;

/** A line of JSON for each request that a policy which is only reported would have rejected. */
final class ReportLog {

  private final Consumer<String> lines;

  ReportLog(Consumer<String> lines) {
    this.lines = lines;
  }

  /** A request is forwarded; what is rejected all the same is no news of the report. */
  void forwarded(Visit visit, OutboundHead leaves) {
    if (leaves.tolerated().isEmpty()) {
      return;
    }
    lines.accept(
        new JsonObject()
            .put("time", Instant.now().toString())
            .put("client", visit.client())
            .put("caller", visit.caller())
            .put("provider", visit.provider())
            .put("method", visit.method())
            .put("would-reject", tolerated(leaves))
            .encode());
  }

  /** The reasons and the fields' names. */
  static JsonArray tolerated(OutboundHead leaves) {
    JsonArray all = new JsonArray();
    for (Rejection rejection : leaves.tolerated()) {
      all.add(
          new JsonObject().put("reason", rejection.reason().id()).put("field", rejection.field()));
    }
    return all;
  }
}
