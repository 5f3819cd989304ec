package io.letterhead.conformance.suite;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.WireField;

/** How the suite's origin answers, whichever version of HTTP it is asked by. */
@FunctionalInterface
interface OriginScript {

  /** What it does about a request; is called by several threads at once. */
  OriginAct answer(Received request);

  /** An answer of 200 with a short content, to whatever comes. */
  OriginScript OK = always(OriginAnswer.of(200).with("X-Of-Origin", "kept").withBody("ok"));

  /** That answer, to whatever comes. */
  static OriginScript always(OriginAnswer answer) {
    return request -> OriginAct.reply(answer);
  }

  /** Each field sent back, as {@code Reflected-NAME}. */
  static OriginScript reflect() {
    return request -> {
      OriginAnswer answer = OriginAnswer.of(200).withBody("ok");
      for (WireField field : request.fields()) {
        answer = answer.with("Reflected-" + field.name(), field.value());
      }
      return OriginAct.reply(answer);
    };
  }
}
