package io.letterhead.conformance.suite;

import static io.letterhead.conformance.AttackCase.CANARY;
import static io.letterhead.conformance.suite.SuitePolicy.CREDENTIAL;
import static io.letterhead.conformance.suite.SuitePolicy.SLOT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.WireField;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Chapter 10, of how requests and answers travel: streaming, HTTP/2, redirects and retries. */
final class FeatureChapter {
  private static final OriginAnswer OK = OriginAnswer.of(200).with("Content-Type", "text/plain");
  private static final String FIRST = "the first part.";
  private static final String SECOND = "the second part.";
  private static final int MOST_HOPS = 51;
  private static final Set<String> OF_CONNECTIONS =
      Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");
  private static final Set<String> PSEUDO = Set.of(":method", ":scheme", ":authority", ":path");

  private FeatureChapter() {}

  static Map<String, Check> checks() {
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put("LH-10.1", FeatureChapter::partByPart);
    checks.put("LH-10.2", FeatureChapter::headFirst);
    checks.put("LH-10.3", FeatureChapter::callerLeaves);
    checks.put("LH-10.4", overHttp2(FeatureChapter::ofConnections));
    checks.put("LH-10.5", overHttp2(FeatureChapter::notIndexed));
    checks.put("LH-10.6", overHttp2(FeatureChapter::lowerCase));
    checks.put("LH-10.7", overHttp2(FeatureChapter::pseudo));
    checks.put("LH-10.8", FeatureChapter::followed);
    checks.put("LH-10.9", FeatureChapter::cycle);
    checks.put("LH-10.10", FeatureChapter::methodOfTheNext);
    checks.put("LH-10.11", FeatureChapter::afterAnUnavailable);
    return checks;
  }

  /** Over HTTP/1.1 there is nothing to look at. */
  private static Check overHttp2(Check check) {
    return scene -> {
      if (!scene.behind().isHttp2()) {
        throw new InapplicableException();
      }
      check.run(scene);
    };
  }

  private static void partByPart(Scene scene) throws Exception {
    CountDownLatch got = new CountDownLatch(1);
    scene.answering(
        request ->
            new OriginAct.Parts(OK, List.of(FIRST, SECOND), part -> await(part == 0 ? null : got)));
    try (CallerSession session = scene.open()) {
      Future<CallerAnswer> answer = session.begin(CallerRequest.get());
      soon(session, () -> first(answer), "the first part before the origin sends the second");
      got.countDown();
      soon(session, () -> rest(answer), "the second part");
    } finally {
      got.countDown();
    }
  }

  private static void headFirst(Scene scene) throws Exception {
    CountDownLatch got = new CountDownLatch(1);
    scene.answering(request -> new OriginAct.Parts(OK, List.of(SECOND), part -> await(got)));
    try (CallerSession session = scene.open()) {
      Future<CallerAnswer> answer = session.begin(CallerRequest.get());
      soon(session, () -> answer.get().status(), "the head before the origin sends any content");
      got.countDown();
      soon(session, () -> rest(answer), "the content");
    } finally {
      got.countDown();
    }
  }

  private static void callerLeaves(Scene scene) throws Exception {
    scene.answering(request -> new OriginAct.Held(OK, FIRST));
    try (CallerSession session = scene.open()) {
      Future<CallerAnswer> answer = session.begin(CallerRequest.get());
      soon(session, () -> first(answer), "the first part of the content");
      soon(session, () -> leave(answer), "a caller that can leave");
      if (!scene.left()) {
        throw failure(
            "an end of the request at the origin, once its caller has left", "it goes on");
      }
    }
  }

  private static void await(@org.jspecify.annotations.Nullable CountDownLatch latch)
      throws InterruptedException {
    if (latch != null) {
      latch.await();
    }
  }

  private static String first(Future<CallerAnswer> answer) throws Exception {
    return read(answer.get().content(), FIRST);
  }

  private static String rest(Future<CallerAnswer> answer) throws Exception {
    try (InputStream content = answer.get().content()) {
      return read(content, SECOND);
    }
  }

  private static String read(InputStream content, String expected) throws Exception {
    byte[] bytes = new byte[expected.length()];
    int count = 0;
    for (int n = 0; n >= 0 && count < bytes.length; count += Math.max(n, 0)) {
      n = content.read(bytes, count, bytes.length - count);
    }
    String read = new String(bytes, 0, count, ISO_8859_1);
    if (!read.equals(expected)) {
      throw new IllegalStateException("there is `" + Shown.text(read) + "`");
    }
    return read;
  }

  private static boolean leave(Future<CallerAnswer> answer) throws Exception {
    answer.get().content().close();
    return true;
  }

  /** What must come, and does not depend on how soon. */
  private static void soon(CallerSession session, Callable<?> task, String expected)
      throws InterruptedException {
    try {
      session.inTime(task);
    } catch (ConformanceFailure never) {
      throw failure(expected, "the caller waits for it in vain");
    } catch (IllegalStateException failed) {
      throw failure(expected, String.valueOf(failed.getMessage()));
    }
  }

  private static ConformanceFailure failure(String expected, String actual) {
    return new ConformanceFailure(new Finding(expected, actual, List.of()));
  }

  private static void ofConnections(Scene scene) throws Exception {
    Exchange exchange =
        scene.send(
            CallerRequest.get()
                .with("Connection", "keep-alive")
                .with("Keep-Alive", "timeout=5")
                .with("Proxy-Connection", "keep-alive")
                .with("TE", "gzip, trailers"));
    for (Received message : exchange.received()) {
      for (WireField field : message.fields()) {
        String name = WireField.lowerCase(field.name());
        boolean te = name.equals("te") && !field.value().equals("trailers");
        if (te || OF_CONNECTIONS.contains(name)) {
          throw exchange.failure(
              "no field of a connection over HTTP/2",
              "there is `" + Shown.field(field) + "`",
              List.of(field.name() + ": " + field.value()));
        }
      }
    }
  }

  private static void notIndexed(Scene scene) throws Exception {
    for (Exchange exchange : scene.converse(List.of(CallerRequest.get(), CallerRequest.get()))) {
      for (String name : exchange.forwarded().indexed()) {
        if (WireField.fold(name).equals(WireField.fold(SLOT))) {
          throw exchange.failure(
              "the credential as a literal that is not indexed",
              "it stands in the connection's dynamic table",
              List.of(CREDENTIAL));
        }
      }
    }
  }

  private static void lowerCase(Scene scene) throws Exception {
    Exchange exchange = scene.send(CallerRequest.get().with("X-TAG", "t").with("X-Trace-ID", "7"));
    for (Received message : exchange.received()) {
      for (WireField field : message.fields()) {
        if (!WireField.lowerCase(field.name()).equals(field.name())) {
          throw exchange.failure(
              "names in lower case",
              "there is `" + Shown.text(field.name()) + "`",
              List.of(field.name()));
        }
      }
    }
    exchange.has("X-Tag", "t");
  }

  private static void pseudo(Scene scene) throws Exception {
    for (String name : List.of(":authority", ":path", ":method", ":scheme", ":protocol")) {
      Exchange exchange = scene.send(CallerRequest.get().with(name, CANARY));
      for (Received message : exchange.received()) {
        String head = message.bytes().substring(0, message.bytes().indexOf("\r\n\r\n"));
        List<String> found =
            head.lines()
                .filter(line -> line.startsWith(":"))
                .map(line -> line.substring(0, line.indexOf(':', 1)))
                .toList();
        if (found.size() != PSEUDO.size() || !PSEUDO.equals(Set.copyOf(found))) {
          throw exchange.failure(
              "the transport's own pseudo-header fields, each once",
              "there are " + String.join(", ", found),
              List.of(CANARY));
        }
      }
      exchange.holdsNothingOfTheCaller();
    }
  }

  private static void followed(Scene scene) throws Exception {
    scene.answering(
        ConfinementChapter.onlyFirst(ConfinementChapter.redirect(307, "/base/v1/next")));
    Exchange exchange = scene.send(CallerRequest.get().with("X-Tag", "t").with("X-Other", CANARY));
    exchange.answeredStatus(200);
    if (exchange.received().stream().noneMatch(m -> m.target().equals("/base/v1/next"))) {
      throw exchange.failure("a request of /base/v1/next", "there is none", List.of());
    }
    for (Received message : exchange.received()) {
      ConfinementChapter.clean(exchange, message);
      if (!message.values("X-Tag").equals(List.of("t"))) {
        throw exchange.failure("`X-Tag: t` on every hop", "one has another", List.of("X-Tag"));
      }
    }
  }

  private static void cycle(Scene scene) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    OriginScript again = ConfinementChapter.redirect(307, "/base/v1/models");
    scene.answering(
        request -> (asked.getAndIncrement() > MOST_HOPS ? OriginScript.OK : again).answer(request));
    Exchange exchange = scene.send(CallerRequest.get());
    if (exchange.received().size() > MOST_HOPS) {
      throw exchange.failure("an end of a cycle of redirects", "it goes on", List.of());
    }
  }

  private static void methodOfTheNext(Scene scene) throws Exception {
    for (int status : new int[] {303, 307, 308}) {
      scene.answering(
          ConfinementChapter.onlyFirst(ConfinementChapter.redirect(status, "/base/v1/next")));
      Exchange exchange = scene.send(CallerRequest.post("{\"pay\":1}"));
      for (Received next : exchange.received()) {
        boolean same = next.method().equals("POST") && next.content().equals("{\"pay\":1}");
        boolean retrieval = !next.method().equals("POST") && next.content().isEmpty();
        if (next.target().equals("/base/v1/next") && !(status == 303 ? retrieval : same)) {
          throw exchange.failure(
              status == 303
                  ? "a request without content after a 303"
                  : "the same method and content after a " + status,
              "there is a "
                  + Shown.text(next.method())
                  + " of "
                  + next.content().length()
                  + " bytes",
              List.of());
        }
      }
    }
  }

  private static void afterAnUnavailable(Scene scene) throws Exception {
    OriginAnswer unavailable = OriginAnswer.of(503).with("Retry-After", "0");
    scene.answering(ConfinementChapter.onlyFirst(OriginScript.always(unavailable)));
    Exchange exchange = scene.send(CallerRequest.get().with("X-Other", CANARY));
    for (Received message : exchange.received()) {
      ConfinementChapter.clean(exchange, message);
    }
    exchange.answeredStatus(exchange.received().size() > 1 ? 200 : 503);
  }
}
