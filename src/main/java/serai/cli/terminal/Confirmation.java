package serai.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks for confirmation before an action that can't be undone. */
public final class Confirmation {

    private Confirmation() {
    }

    /** @throws IllegalStateException unless the answer, the next line of standard input, is y */
    public static void require(PrintWriter out, String consequence) throws IOException {
        out.printf(Locale.ROOT, "%s%nGo on? [y/N] ", consequence);
        out.flush();
        String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
            throw new IllegalStateException("not confirmed, so nothing was sent; answer y, or give --yes");
        }
    }
}
