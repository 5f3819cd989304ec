package io.letterhead.vertx;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.Owner;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.Rejection;
import io.letterhead.policy.RequestClass;
import io.letterhead.policy.RequestHead;
import io.letterhead.vertx.records.JsonLinesFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A line of JSON for each decision: what left and what did not, and by which rules; names and
 * reasons, never a value. What cannot be written down is not done: see {@link #isWritable}.
 */
final class Audit {

  private final String revision;
  private final JsonLinesFile file;

  private final RulesByName rules = new RulesByName();

  /**
   * @param revision what the revision in force is called
   */
  Audit(String revision, JsonLinesFile file) {
    this.revision = revision;
    this.file = file;
  }

  boolean isWritable() {
    return file.isWritable();
  }

  /** Writes down a decision; whether that can be done. */
  boolean decided(
      Visit visit,
      ProviderPolicy provider,
      RequestHead head,
      OutboundHead leaves,
      Decision decision) {
    JsonObject line = begin(visit);
    if (decision instanceof Decision.Reject reject) {
      Rejection rejection = reject.rejection();
      line.put("verdict", "reject")
          .put("reason", rejection.reason().id())
          .put("field", rejection.field());
    } else {
      RequestClass requests = provider.classOf(head);
      line.put("verdict", "forward")
          .put("fields", leaving(provider, requests, leaves))
          .put("removed", removed(provider, requests, leaves));
      if (!leaves.removedParameters().isEmpty()) {
        line.put("removed-parameters", new JsonArray(leaves.removedParameters()));
      }
      if (!leaves.tolerated().isEmpty()) {
        line.put("would-reject", ReportLog.tolerated(leaves));
      }
    }
    return file.offer(line.encode());
  }

  /** Writes down what was refused without a decision. */
  void refused(Visit visit, Refusal refusal) {
    file.offer(
        begin(visit)
            .put("verdict", "refuse")
            .put("reason", refusal.code())
            .put("status", refusal.status())
            .encode());
  }

  private JsonObject begin(Visit visit) {
    return new JsonObject()
        .put("time", Instant.now().toString())
        .put("revision", revision)
        .put("client", visit.client())
        .put("caller", visit.caller())
        .put("provider", visit.provider())
        .put("method", visit.method());
  }

  private JsonArray leaving(ProviderPolicy provider, RequestClass requests, OutboundHead leaves) {
    JsonArray fields = new JsonArray();
    for (int i = 0; i < leaves.size(); i++) {
      Owner owner = leaves.owner(i);
      ImmutableList<String> found =
          owner == Owner.POLICY
              ? rules.writing(provider, requests, leaves.name(i))
              : rules.deciding(provider, requests, leaves.name(i));
      fields.add(
          new JsonObject()
              .put("name", leaves.name(i))
              .put("owner", owner.id())
              .put("rules", new JsonArray(found)));
    }
    return fields;
  }

  private JsonArray removed(ProviderPolicy provider, RequestClass requests, OutboundHead leaves) {
    JsonArray fields = new JsonArray();
    for (int i = 0; i < leaves.removedSize(); i++) {
      ImmutableList<String> found = rules.deciding(provider, requests, leaves.removedName(i));
      fields.add(
          new JsonObject()
              .put("name", leaves.removedName(i))
              .put("reason", leaves.removal(i).id())
              .put("rules", new JsonArray(found)));
    }
    return fields;
  }
}
