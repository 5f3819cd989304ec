package io.letterhead.conformance;

import io.letterhead.conformance.WireMessage.Form;

/** Why bytes are not one complete message; its text quotes none of them. */
final class WireDefect extends Exception {
  private static final long serialVersionUID = 1L;

  private final Form form;

  private WireDefect(Form form, String defect) {
    super(defect);
    this.form = form;
  }

  static WireDefect malformed(String defect) {
    return new WireDefect(Form.MALFORMED, defect);
  }

  static WireDefect truncated() {
    return new WireDefect(Form.TRUNCATED, "the connection ended before the message did");
  }

  Form form() {
    return form;
  }

  String defect() {
    return String.valueOf(getMessage());
  }
}
