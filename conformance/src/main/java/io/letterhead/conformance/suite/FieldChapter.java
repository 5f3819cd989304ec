package io.letterhead.conformance.suite;

import static io.letterhead.conformance.AttackCase.CANARY;

import io.letterhead.conformance.WireField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chapter 2: every other field has one owner. */
final class FieldChapter {
  private static final int MANY = 150;

  private FieldChapter() {}

  static Map<String, Check> checks() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put("LH-2.1", scene -> lacks(scene, "X-Unlisted", "Unlisted-Too"));
    checks.put(
        "LH-2.2",
        scene -> {
          Exchange exchange =
              scene.send(CallerRequest.get().with("X-Tag", "a b;c=\"d\"").with("X-Trace-Id", "7"));
          exchange.has("X-Tag", "a b;c=\"d\"");
          exchange.has("X-Trace-Id", "7");
        });
    checks.put("LH-2.3", scene -> lacks(scene, "X-Trace-Internal", "x-trace-internal"));
    checks.put(
        "LH-2.4",
        scene -> {
          Exchange exchange = scene.send(CallerRequest.get().with("X-Tenant", "acme"));
          exchange.has("X-Tenant-ID", "acme");
          exchange.lacks("X-Tenant");
        });
    checks.put("LH-2.5", scene -> lacks(scene, "X-Tenant-ID", "x_tenant_id"));
    checks.put("LH-2.6", FieldChapter::writtenByThePolicy);
    checks.put("LH-2.7", FieldChapter::repeats);
    checks.put(
        "LH-2.8",
        scene ->
            lacks(
                scene,
                "Forwarded",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-User",
                "X-Real-IP",
                "True-Client-IP",
                "CF-Connecting-IP"));
    checks.put(
        "LH-2.9",
        scene ->
            lacks(
                scene,
                "X-HTTP-Method-Override",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-Forwarded-Prefix",
                "Proxy"));
    checks.put(
        "LH-2.10",
        scene -> lacks(scene, "Metadata", "Metadata-Flavor", "X-aws-ec2-metadata-token"));
    checks.put(
        "LH-2.11",
        scene ->
            lacks(
                scene,
                "x-portkey-forward-headers",
                "x-portkey-custom-host",
                "x-bf-eh-authorization",
                "x-pass-authorization"));
    checks.put("LH-2.12", FieldChapter::hiddenAmongMany);
    checks.put("LH-2.13", scene -> lacks(scene, "X-Trace_Id", "x.trace.id"));
    return checks;
  }

  private static void lacks(Scene scene, String... names) throws Exception {
    CallerRequest request = CallerRequest.get();
    for (String name : names) {
      request = request.with(name, CANARY);
    }
    Exchange exchange = scene.send(request);
    for (String name : names) {
      for (Received message : exchange.received()) {
        List<WireField> ofTheCaller =
            message.folded(name).stream().filter(f -> f.value().contains(CANARY)).toList();
        if (!ofTheCaller.isEmpty()) {
          exchange.lacks(name);
        }
      }
    }
  }

  private static void writtenByThePolicy(Scene scene) throws Exception {
    Exchange none = scene.send(CallerRequest.get());
    none.has("X-Request-Source", "gateway");
    Exchange spelled =
        scene.send(
            CallerRequest.get()
                .with("X-Request-Source", CANARY)
                .with("x-request-source", CANARY)
                .with("X_Request_Source", CANARY));
    if (!spelled.received().isEmpty()) {
      spelled.has("X-Request-Source", "gateway");
    }
  }

  private static void repeats(Scene scene) throws Exception {
    Exchange exchange =
        scene.send(
            CallerRequest.get()
                .with("X-Tag", "a")
                .with("X-Trace-Id", "t")
                .with("X-Tag", "b")
                .with("X-Tag", "c"));
    List<String> values = exchange.forwarded().values("X-Tag");
    String joined = String.join(", ", values);
    if (!joined.equals("a, b, c")) {
      throw exchange.failure(
          "`X-Tag` with a, b and c, in this order", "there is " + joined, values);
    }
  }

  /** Who looks at so many fields alone must refuse what has more. */
  private static void hiddenAmongMany(Scene scene) throws Exception {
    CallerRequest request = CallerRequest.get();
    for (int i = 0; i < MANY; i++) {
      request = request.with("X-Filler-" + i, "f");
    }
    Exchange exchange = scene.send(request.with("X-Last", CANARY));
    exchange.keepsTheCallerOut();
  }
}
