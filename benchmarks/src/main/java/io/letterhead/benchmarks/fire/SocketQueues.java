package io.letterhead.benchmarks.fire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What the kernel holds for connections on this machine, at one moment; Linux only. */
final class SocketQueues {

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private static final int READINGS = 100;

  private final Map<String, Long> bytes = new HashMap<>();

  private SocketQueues() {}

  /**
   * Reads those of some servers until two readings agree, for a table is not read at one moment.
   *
   * @param servers the servers' ports
   * @throws IOException if none agree: something is still on its way
   */
  static SocketQueues read(int... servers) throws IOException {
    SocketQueues last = once(servers);
    for (int i = 0; i < READINGS; i++) {
      SocketQueues next = once(servers);
      if (next.bytes.equals(last.bytes)) {
        return next;
      }
      last = next;
    }
    throw new IOException("no two readings of the kernel's queues agree");
  }

  private static SocketQueues once(int... servers) throws IOException {
    SocketQueues queues = new SocketQueues();
    for (Path table : TABLES) {
      if (Files.exists(table)) {
        for (String line : Files.readAllLines(table)) {
          queues.add(line.strip().split(" +", -1), servers);
        }
      }
    }
    return queues;
  }

  /** A line: its number, the local and the remote address, the state, and the two queues. */
  private void add(String[] words, int... servers) {
    if (words.length > 4 && words[4].length() == 17 && words[4].charAt(8) == ':') {
      long sent = Long.parseLong(words[4].substring(0, 8), 16);
      long received = Long.parseLong(words[4].substring(9), 16);
      int local = port(words[1]);
      int remote = port(words[2]);
      if (IntStream.of(servers).anyMatch(port -> port == local || port == remote)) {
        bytes.merge(key(local, remote), sent + received, Long::sum);
      }
    }
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
  }

  private static String key(int local, int remote) {
    return local + " " + remote;
  }

  /**
   * What is on its way between a server and these clients of its, in both queues of both ends.
   *
   * @throws IllegalStateException if the kernel knows no such connection
   */
  long between(int server, Collection<Integer> clients) {
    long sum = 0;
    Set<Integer> each = new TreeSet<>(clients);
    for (int client : each) {
      Long one = bytes.get(key(server, client));
      Long other = bytes.get(key(client, server));
      if (one == null || other == null) {
        throw new IllegalStateException("no connection between " + server + " and " + client);
      }
      sum += one + other;
    }
    return sum;
  }
}
