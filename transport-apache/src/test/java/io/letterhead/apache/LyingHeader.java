package io.letterhead.apache;

import java.util.function.IntFunction;
import org.apache.hc.core5.http.FormattedHeader;
import org.apache.hc.core5.util.CharArrayBuffer;

/** A field that answers otherwise each time that it is asked, and has a buffer of its own. */
final class LyingHeader implements FormattedHeader {

  private static final String LINE = "x-api-key: " + ClientAttack.CANARY;

  private final IntFunction<String> names;
  private final IntFunction<String> values;
  private int namesAsked;
  private int valuesAsked;

  /** Says to the nth question, from 0, what the functions say. */
  LyingHeader(IntFunction<String> names, IntFunction<String> values) {
    this.names = names;
    this.values = values;
  }

  @Override
  public CharArrayBuffer getBuffer() {
    CharArrayBuffer buffer = new CharArrayBuffer(LINE.length());
    buffer.append(LINE);
    return buffer;
  }

  @Override
  public int getValuePos() {
    return LINE.indexOf(':') + 1;
  }

  @Override
  public String getName() {
    return names.apply(namesAsked++);
  }

  @Override
  public String getValue() {
    return values.apply(valuesAsked++);
  }

  @Override
  public boolean isSensitive() {
    return false;
  }
}
