package org.feathers4j.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import org.feathers4j.Application;
import org.feathers4j.ServiceHandle;
import org.feathers4j.distributed.Distribution;
import org.feathers4j.json.Json;
import org.feathers4j.nats.NatsLink;
import org.feathers4j.testrules.NatsServer;

/**
 * Calls of a service over NATS, beside requests of the bare client with the same bytes, one right after the other: from this
 * process to another one, through a server of its own. Started by {@code benchmarks/run}.
 *
 * <p>Arguments: a folder that is not used, and options such as {@code --rounds=1}. With {@code provider} and the URL of a server it is the other process.
 */
public final class NatsCompare {
    private static final String BARE = "bare.get";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** One call, which says whether its answer was right. */
    private interface Call {
        boolean isRight() throws InterruptedException;
    }

    /** What calls came to. CPU is in seconds, that of both applications together and that of the server. */
    private record Round(long calls, double seconds, double cpu, double serverCpu) {
        double perSecond() {
            return calls / seconds;
        }

        double micros(double cpuSeconds) {
            return cpuSeconds * 1e6 / calls;
        }
    }

    private final Process provider;
    private final int rounds;
    private final Duration length;

    private NatsCompare(Process provider, int rounds, Duration length) {
        this.provider = provider;
        this.rounds = rounds;
        this.length = length;
    }

    /** Prints a table in Markdown. */
    public static void main(String... arguments) throws Exception {
        if (arguments[0].equals("provider")) {
            provide(arguments[1]);
            return;
        }
        var options = new Arguments(List.of(arguments).subList(1, arguments.length));
        int rounds = options.number("rounds", "3");
        Duration length = options.seconds("seconds", "2");
        List<Integer> inFlight = options.numbers("in-flight", "1,64");
        List<String> jvm = options.words("jvm", "-Xmx256m");
        options.refuseOthers();
        try (NatsServer server = NatsServer.started()) {
            Process provider = provider(server.url(), jvm);
            try {
                new NatsCompare(provider, rounds, length).run(server.url(), inFlight);
            } finally {
                provider.destroy();
                provider.waitFor(20, TimeUnit.SECONDS);
            }
        }
    }

    private static Process provider(String url, List<String> jvm) throws IOException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NatsCompare.class.getName()));
        command.addAll(List.of("provider", url));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Todos as a service, and one of them as what any request for it is answered with. */
    private static void provide(String url) throws IOException, InterruptedException {
        byte[] todo = Json.bytes(Todos.todo(1));
        Connection bare = Nats.connect(url);
        bare.createDispatcher(message -> bare.publish(message.getReplyTo(), todo))
                .subscribe(BARE);
        Application app = Application.create();
        join(app, "provider", url);
        app.use("todos", new Todos());
        app.setup();
        // ends with the process that has started it
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private static Distribution join(Application app, String key, String url) {
        return app.configure(
                Distribution.create(o -> o.key(key).timeout(TIMEOUT).link(NatsLink.create(n -> n.servers(url)))));
    }

    private void run(String url, List<Integer> inFlight) throws Exception {
        Application app = Application.create();
        Distribution mesh = join(app, "caller", url);
        app.setup();
        Connection bare = Nats.connect(url);
        try {
            ServiceHandle todos = mesh.await("todos", TIMEOUT);
            byte[] request = requestOf(todos, bare);
            byte[] answer = Json.bytes(Todos.todo(1));
            print("calls in flight", "jnats/s", "feathers4j/s", "of jnats'", "CPU, µs", "jnats' CPU", "server's CPU");
            print("---", "---:", "---:", "---:", "---:", "---:", "---:");
            for (int count : inFlight)
                compare(
                        count,
                        () -> Arrays.equals(bare.request(BARE, request, TIMEOUT).getData(), answer),
                        () -> Todos.idOf(todos.get(1)) == 1);
        } finally {
            bare.close();
            app.close();
        }
    }

    /** The bytes of a call, as they are sent. */
    private static byte[] requestOf(ServiceHandle todos, Connection tap) throws InterruptedException {
        BlockingQueue<Message> requests = new LinkedBlockingQueue<>();
        Dispatcher tapping = tap.createDispatcher(requests::add);
        tapping.subscribe("feathers.v1.default.app.*.request");
        try {
            tap.flush(TIMEOUT);
            todos.get(1);
            Message request = requests.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            if (request == null) throw new IllegalStateException("The request was not seen at the server");
            return request.getData();
        } catch (TimeoutException e) {
            throw new IllegalStateException("The server does not answer", e);
        } finally {
            tap.closeDispatcher(tapping);
        }
    }

    private void compare(int inFlight, Call bare, Call ours) throws InterruptedException {
        var bareRounds = new ArrayList<Round>();
        var ourRounds = new ArrayList<Round>();
        for (int i = 0; i <= rounds; i++) {
            Round first = measured(inFlight, bare);
            Round second = measured(inFlight, ours);
            if (i == 0) continue; // warms up
            bareRounds.add(first);
            ourRounds.add(second);
        }
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++)
            ratios.add(100 * ourRounds.get(i).perSecond() / bareRounds.get(i).perSecond());
        print(
                inFlight,
                "%.0f"
                        .formatted(
                                median(bareRounds.stream().map(Round::perSecond).toList())),
                "%.0f".formatted(median(ourRounds.stream().map(Round::perSecond).toList())),
                "%.0f %%".formatted(median(ratios)),
                "%.1f"
                        .formatted(median(ourRounds.stream()
                                .map(round -> round.micros(round.cpu()))
                                .toList())),
                "%.1f"
                        .formatted(median(bareRounds.stream()
                                .map(round -> round.micros(round.cpu()))
                                .toList())),
                "%.1f"
                        .formatted(median(ourRounds.stream()
                                .map(round -> round.micros(round.serverCpu()))
                                .toList())));
    }

    private Round measured(int inFlight, Call call) throws InterruptedException {
        long[] counts = new long[inFlight];
        var callers = new ArrayList<Thread>();
        double cpu = applicationsCpu();
        double serverCpu = serverCpu();
        long begin = System.nanoTime();
        long end = begin + length.toNanos();
        for (int i = 0; i < inFlight; i++) {
            int place = i;
            callers.add(Thread.ofVirtual().start(() -> counts[place] = repeat(call, end)));
        }
        for (Thread each : callers) each.join();
        double seconds = (System.nanoTime() - begin) / 1e9;
        for (long count : counts) if (count < 0) throw new IllegalStateException("a wrong answer");
        return new Round(Arrays.stream(counts).sum(), seconds, applicationsCpu() - cpu, serverCpu() - serverCpu);
    }

    /** How many calls were answered until that time; negative when one was answered wrongly. */
    private static long repeat(Call call, long end) {
        long count = 0;
        try {
            for (; System.nanoTime() < end; count++) if (!call.isRight()) return -1;
            return count;
        } catch (InterruptedException e) {
            return -1;
        }
    }

    private double applicationsCpu() {
        return cpu(ProcessHandle.current()) + cpu(provider.toHandle());
    }

    private double serverCpu() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.pid() != provider.pid())
                .mapToDouble(NatsCompare::cpu)
                .sum();
    }

    private static double cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void print(Object... cells) {
        System.out.printf(Locale.ROOT, "| %-15s | %8s | %12s | %9s | %8s | %10s | %12s |%n", cells);
    }
}
