package serai.testkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;

/** What a server answers on a connection, byte by byte, as no client library would give it. */
public final class RawAnswer {

    private RawAnswer() {
    }

    /** All that is answered, to the end of the connection; ends with {@code (reset)} where the server has reset it. */
    public static String of(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int read = in.read(); read >= 0; read = in.read()) {
                answer.append((char) read);
            }
        } catch (SocketException e) {
            answer.append("(reset)");
        }
        return answer.toString();
    }
}
