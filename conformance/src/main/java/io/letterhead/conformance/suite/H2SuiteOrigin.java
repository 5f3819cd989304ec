package io.letterhead.conformance.suite;

import io.letterhead.conformance.H2Answer;
import io.letterhead.conformance.H2RecordingOrigin;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.OriginCertificate;
import io.letterhead.conformance.WireField;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An origin of HTTP/2 over TLS. */
final class H2SuiteOrigin implements SuiteOrigin {
  private static final long CANCEL = 8;

  private final H2RecordingOrigin origin;

  private H2SuiteOrigin(H2RecordingOrigin origin) {
    this.origin = origin;
    answerWith(OriginScript.OK);
  }

  static H2SuiteOrigin listen(String host, int port, OriginCertificate certificate) {
    return new H2SuiteOrigin(
        H2RecordingOrigin.listenTls(host, port, certificate, H2Answer.of(200)));
  }

  @Override
  public URI uri() {
    return origin.uri();
  }

  @Override
  public void answerWith(OriginScript script) {
    origin.answerWith(request -> answer(script.answer(Received.of(request))));
  }

  private static H2Answer answer(OriginAct act) {
    if (act instanceof OriginAct.Reply reply) {
      return response(reply.answer());
    } else if (act instanceof OriginAct.Hints hints) {
      return H2Answer.interim(
          103, List.of(new WireField("link", "</s.css>; rel=preload")), response(hints.answer()));
    } else if (act instanceof OriginAct.Trailing trailing) {
      H2Answer.Response response = response(trailing.answer());
      for (WireField field : trailing.trailers()) {
        response = response.withTrailer(WireField.lowerCase(field.name()), field.value());
      }
      return response;
    } else if (act instanceof OriginAct.Broken broken) {
      String sent = broken.answer().body().substring(0, broken.sent());
      return H2Answer.broken(response(broken.answer().withBody(sent)), CANCEL);
    } else if (act instanceof OriginAct.Parts parts) {
      return H2Answer.parts(response(parts.answer()), parts.parts(), parts.gate()::pass);
    } else if (act instanceof OriginAct.Held held) {
      return H2Answer.parts(
          response(held.answer()), List.of(held.part(), ""), H2SuiteOrigin::onlyTheFirst);
    } else if (act instanceof OriginAct.Reset) {
      return H2Answer.reset(CANCEL);
    } else if (act instanceof OriginAct.Switch) {
      return H2Answer.of(501);
    }
    throw new AssertionError(act);
  }

  private static void onlyTheFirst(int part) throws InterruptedException {
    if (part > 0) {
      new CountDownLatch(1).await();
    }
  }

  private static H2Answer.Response response(OriginAnswer answer) {
    H2Answer.Response response = H2Answer.of(answer.status()).withBody(answer.body());
    for (WireField field : answer.fields()) {
      response = response.with(WireField.lowerCase(field.name()), field.value());
    }
    return response;
  }

  @Override
  public List<Received> received() {
    return origin.requests().stream().map(Received::of).toList();
  }

  @Override
  public int connections() {
    return origin.connections();
  }

  @Override
  public void awaitQuiet(Duration limit) throws InterruptedException {
    origin.awaitQuiet(limit);
  }

  @Override
  public boolean awaitLeft(Duration limit) throws InterruptedException {
    try {
      origin.awaitGivenUp(limit);
      return true;
    } catch (IllegalStateException stillThere) {
      return false;
    }
  }

  @Override
  public void finish(Duration limit) throws InterruptedException {
    origin.finish(limit);
  }

  @Override
  public void close() {
    origin.close();
  }
}
