package io.letterhead.benchmarks.fire;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an origin counts and keeps over all connections; for its one event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what cannot be written has lost its reader
final class OriginState {

  private final Map<String, List<Runnable>> gathered = new HashMap<>();
  private final Map<String, Flood.Level> floods = new HashMap<>();
  private long requests;
  private int connections;

  /** The gateway has opened a connection. */
  void opened(Channel channel) {
    connections++;
    channel.closeFuture().addListener(closed -> connections--);
  }

  /** A request has come. */
  void asked() {
    requests++;
  }

  Flood.Level flood(String reader) {
    return floods.computeIfAbsent(reader, key -> new Flood.Level());
  }

  /** Keeps what is to be done until that many of its kind are there; then all is done at once. */
  void gather(String kind, int count, Runnable one) {
    List<Runnable> all = gathered.computeIfAbsent(kind, key -> new ArrayList<>());
    all.add(one);
    if (all.size() == count) {
      gathered.remove(kind);
      all.forEach(Runnable::run);
    }
  }

  /**
   * What the run asks for, in words: {@code /control/clock} the clock; {@code /control/requests}
   * how many have come; {@code /control/connections} how many are open; {@code
   * /control/flood/READER} the bytes that have gone out and the port that they went to.
   */
  String told(String[] path) {
    return switch (path[2]) {
      case "clock" -> Long.toString(System.nanoTime());
      case "requests" -> Long.toString(requests);
      case "connections" -> Integer.toString(connections);
      case "flood" -> flood(path[3]).bytes + " " + flood(path[3]).port;
      default -> throw new IllegalArgumentException("no such path");
    };
  }
}
