package io.letterhead.benchmarks.fire;

/**
 * One event of a stream: 200 bytes that say whose they are, the how-manieth, and when they were to
 * be sent. All of it follows from these three, so that a byte that changed on the way is seen.
 *
 * @param stream the stream's number
 * @param sequence its number in the stream, from 0
 * @param due when it was to be sent, by {@link System#nanoTime}
 */
record Event(int stream, int sequence, long due) {

  static final int BYTES = 200;
  static final String END = "\n\n";

  private static final String DATA = "data: ";

  /** The event as it goes over the wire, in ASCII. */
  String text() {
    StringBuilder text = new StringBuilder(BYTES);
    text.append(DATA).append(stream).append(' ').append(sequence).append(' ').append(due);
    text.append(' ');
    for (int i = 0; text.length() < BYTES - END.length(); i++) {
      text.append((char) ('a' + (stream + sequence + i) % 26));
    }
    return text.append(END).toString();
  }

  /**
   * @param text what came, with the two line ends behind it
   * @throws IllegalArgumentException if an origin has not sent this
   */
  static Event parse(String text) {
    String[] words = text.split(" ", -1);
    if (words.length != 5) {
      throw new IllegalArgumentException("not the words of an event");
    }
    Event event =
        new Event(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]));
    if (!event.text().equals(text)) {
      throw new IllegalArgumentException("not the bytes of an event");
    }
    return event;
  }
}
