package io.letterhead.vertx;

import io.letterhead.policy.Cause;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.UnusableSecret;
import io.letterhead.policy.analysis.OwnershipTable;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What is in force, as {@code /policy} tells it: the revision, and who owns which field. */
final class PolicyReport {

  private PolicyReport() {}

  static JsonObject of(InService inService) {
    InForce inForce = inService.inForce();
    CompiledPolicy policy = inForce.edition().policy().policy();
    JsonArray providers = new JsonArray();
    policy.providers().values().forEach(provider -> providers.add(provider(provider)));
    JsonArray unusable = new JsonArray();
    for (UnusableSecret lost : inForce.edition().policy().unusable()) {
      unusable.add(
          new JsonObject()
              .put("provider", lost.provider())
              .put("secret", lost.secret())
              .put("reason", lost.reason()));
    }
    return new JsonObject()
        .put("format-version", 1)
        .put("revision", inForce.revision().id())
        .put("generation", inForce.number())
        .put("since", inForce.since().toString())
        .put("mode", inForce.revision().config().enforcing() ? "enforce" : "report")
        .put("reserved-names", CompiledPolicy.reservedVersion())
        .put("stale", inService.isStale())
        .put("problems", problems(inService.problems()))
        .put("unusable-secrets", unusable)
        .put("providers", providers);
  }

  /** Problems in the keys that {@code check} has. */
  static JsonArray problems(List<Problem> problems) {
    JsonArray all = new JsonArray();
    for (Problem problem : problems) {
      Position at = problem.position();
      all.add(
          new JsonObject()
              .put("file", at.file())
              .put("line", at.line())
              .put("column", at.column())
              .put("end-column", at.endColumn())
              .put("severity", problem.isError() ? "error" : "warning")
              .put("problem", problem.name())
              .put("message", problem.message())
              .put("why", problem.why())
              .put("fix", problem.fix()));
    }
    return all;
  }

  private static JsonObject provider(ProviderPolicy provider) {
    JsonArray fields = new JsonArray();
    for (OwnershipTable.Row row : OwnershipTable.of(provider).rows()) {
      JsonArray rules = new JsonArray();
      row.causes().forEach(cause -> rules.add(rule(cause)));
      fields.add(
          new JsonObject()
              .put("name", row.name())
              .put("owner", row.owner().id())
              .put("rules", rules));
    }
    return new JsonObject()
        .put("provider", provider.name())
        .put("origin", provider.origin().toString())
        .put("fields", fields);
  }

  private static JsonObject rule(Cause cause) {
    Optional<Position> at = cause.position();
    return new JsonObject()
        .put("rule", cause.summary())
        .put("file", at.map(Position::file).orElse(null))
        .put("line", at.map(Position::line).orElse(null));
  }
}
