package io.letterhead.conformance;

import io.letterhead.conformance.H2Field.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * How the field lines of one header block are written, read from its bytes (RFC 7541, section 6).
 *
 * <p>For blocks that are known to be well-formed. For one thread.
 */
final class H2FieldForms {
  private final String block;
  private int at;

  private H2FieldForms(String block) {
    this.block = block;
  }

  /** The form of each field line, in their order. */
  static List<Form> of(String block) {
    return new H2FieldForms(block).read();
  }

  private List<Form> read() {
    List<Form> forms = new ArrayList<>();
    while (at < block.length()) {
      int first = block.charAt(at);
      if ((first & 0x80) != 0) {
        integer(7);
        forms.add(Form.INDEXED);
      } else if ((first & 0x40) != 0) {
        skipLiteral(6);
        forms.add(Form.INCREMENTAL);
      } else if ((first & 0x20) != 0) {
        integer(5); // the table's size, no field
      } else {
        skipLiteral(4);
        forms.add((first & 0x10) != 0 ? Form.NEVER_INDEXED : Form.WITHOUT_INDEXING);
      }
    }
    return forms;
  }

  private void skipLiteral(int prefix) {
    if (integer(prefix) == 0) {
      skipString();
    }
    skipString();
  }

  private void skipString() {
    int length = integer(7);
    at += length;
  }

  /** An integer with a prefix of that many bits (RFC 7541, section 5.1). */
  private int integer(int prefix) {
    int limit = (1 << prefix) - 1;
    int number = block.charAt(at++) & limit;
    if (number < limit) {
      return number;
    }
    int shift = 0;
    int next;
    do {
      next = block.charAt(at++);
      number += (next & 0x7F) << shift;
      shift += 7;
    } while ((next & 0x80) != 0);
    return number;
  }
}
