package io.letterhead.apache;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A response's body while it is read, whose failures quote none of it. */
final class PassedStream extends FilterInputStream {

  PassedStream(InputStream body) {
    super(body);
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      throw UnreadableResponse.unquoted(e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return super.read(bytes, offset, length);
    } catch (IOException e) {
      throw UnreadableResponse.unquoted(e);
    }
  }

  @Override
  public long skip(long count) throws IOException {
    try {
      return super.skip(count);
    } catch (IOException e) {
      throw UnreadableResponse.unquoted(e);
    }
  }

  @Override
  public int available() throws IOException {
    try {
      return super.available();
    } catch (IOException e) {
      throw UnreadableResponse.unquoted(e);
    }
  }

  /** Reads what is left of the body, if the connection is to be kept. */
  @Override
  public void close() throws IOException {
    try {
      super.close();
    } catch (IOException e) {
      throw UnreadableResponse.unquoted(e);
    }
  }
}
