package io.letterhead.conformance;

import java.util.ArrayList;
import java.util.List;

/** What an HTTP/2 origin has received so far: requests, and every frame. */
final class H2Recording extends Recording<H2Connection, H2Message> {
  private final List<H2Frame> frames = new ArrayList<>();

  void add(H2Frame frame) {
    change(() -> frames.add(frame));
  }

  List<H2Frame> frames() {
    return copy(frames);
  }

  @Override
  void forget() {
    change(
        () -> {
          super.forget();
          frames.clear();
        });
  }
}
