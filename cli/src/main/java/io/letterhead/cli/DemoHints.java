package io.letterhead.cli;

import java.io.PrintWriter;

/** What to try while the demo's gateway stays up. */
final class DemoHints {

  private DemoHints() {}

  static void print(PrintWriter out, String url) {
    out.println("The gateway stays up at " + url + "; ctrl-C ends it. Try:");
    out.println();
    out.println("  curl " + url + "/vllm/v1/models -H 'Authorization: Bearer mine'");
    out.println();
    out.println("  curl -N " + url + "/vllm/v1/chat/completions \\");
    out.println("    -H 'Content-Type: application/json' -H 'X-Api-Key: mine' \\");
    out.println("    -d '{\"model\":\"letterhead-demo\",\"stream\":true,");
    out.println("         \"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'");
    out.println();
    out.println("  curl -i " + url + "/vllm/v1/models -H 'X-Tier: gold'");
    out.println();
    out.println("  curl -i -X TRACE " + url + "/vllm/");
    out.println();
    out.flush();
  }
}
