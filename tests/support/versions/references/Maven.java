import java.io.*;
import org.apache.maven.artifact.versioning.ComparableVersion;

/** Answers each line `A<TAB>B` with the order that Maven's ComparableVersion gives. */
public class Maven {
  public static void main(String[] arguments) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    PrintStream out = new PrintStream(new BufferedOutputStream(System.out));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] pair = line.split("\t", -1);
      int order = new ComparableVersion(pair[0]).compareTo(new ComparableVersion(pair[1]));
      out.println(order < 0 ? "<" : order > 0 ? ">" : "=");
    }
    out.flush();
  }
}
