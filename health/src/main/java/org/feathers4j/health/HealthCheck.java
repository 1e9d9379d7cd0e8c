package org.feathers4j.health;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;

/**
 * The health check of a container whose image has neither shell nor curl. It asks {@code /health} of the application in the same container, at the port in the environment variable PORT (3030 unless set),
 * and ends with 0 when the answer is 200 within 5 s, and with 1 otherwise, which is what Docker expects.
 *
 * <pre>{@code
 * HEALTHCHECK CMD ["java", "-XX:TieredStopAtLevel=1", "-cp", "lib/*", "org.feathers4j.health.HealthCheck"]
 * }</pre>
 */
public final class HealthCheck {
    private static final int TIMEOUT = 5000; // milliseconds

    private HealthCheck() {}

    /** Asks and ends the process. The only argument, if there is one, is the URL to ask instead. */
    public static void main(String[] args) {
        System.exit(check(args, System.getenv(), System.err));
    }

    /** The exit code; the reason for a 1 is printed. */
    static int check(String[] args, Map<String, String> environment, PrintStream complaints) {
        String url = args.length > 0
                ? args[0]
                : "http://127.0.0.1:%s/health".formatted(environment.getOrDefault("PORT", "3030"));
        try {
            int status = status(URI.create(url));
            if (status == 200) return 0;
            complaints.println("%s answers %d".formatted(url, status));
        } catch (IOException | IllegalArgumentException e) {
            complaints.println("%s does not answer: %s".formatted(url, e));
        }
        return 1;
    }

    /** By the JDK's small client, which starts much sooner than its newer one. */
    private static int status(URI url) throws IOException {
        if (!(url.toURL().openConnection(Proxy.NO_PROXY) instanceof HttpURLConnection http))
            throw new IllegalArgumentException("no URL of HTTP");
        http.setConnectTimeout(TIMEOUT);
        http.setReadTimeout(TIMEOUT);
        http.setInstanceFollowRedirects(false);
        try {
            return http.getResponseCode();
        } finally {
            http.disconnect();
        }
    }
}
