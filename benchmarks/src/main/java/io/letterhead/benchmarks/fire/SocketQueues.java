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

/** What the kernel holds for connections on this machine, at one moment; Linux only. */
final class SocketQueues {

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private final Map<String, Long> bytes = new HashMap<>();

  private SocketQueues() {}

  static SocketQueues read() throws IOException {
    SocketQueues queues = new SocketQueues();
    for (Path table : TABLES) {
      if (Files.exists(table)) {
        for (String line : Files.readAllLines(table)) {
          queues.add(line.strip().split(" +", -1));
        }
      }
    }
    return queues;
  }

  /** A line: its number, the local and the remote address, the state, and the two queues. */
  private void add(String[] words) {
    if (words.length > 4 && words[4].length() == 17 && words[4].charAt(8) == ':') {
      long sent = Long.parseLong(words[4].substring(0, 8), 16);
      long received = Long.parseLong(words[4].substring(9), 16);
      bytes.merge(key(port(words[1]), port(words[2])), sent + received, Long::sum);
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
