package org.feathers4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Where the time goes: a flight recording, and the frames that its samples are in. */
final class Profile {
    private static final int SHOWN = 25;

    private final Map<String, Integer> tops = new HashMap<>();
    private final Map<String, Integer> ours = new HashMap<>();
    private int samples;

    private Profile() {}

    /** A file for a recording; null when there is no folder for it. */
    static @Nullable Path file(@Nullable Path folder, String name) throws IOException {
        if (folder == null) return null;
        Files.createDirectories(folder);
        return Files.createTempFile(folder.toAbsolutePath(), name + "-", ".jfr");
    }

    /** The options with which a JVM records, and says nothing about it: its standard output is for replies. */
    static List<String> options(Path recording) {
        return List.of(
                "-Xlog:jfr+startup=error",
                "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording);
    }

    /** Prints the frames in which most samples are, and those of this project that are nearest to them. */
    static void print(Path recording, PrintStream out) throws IOException {
        var profile = new Profile();
        try (var file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) profile.add(file.readEvent());
        }
        out.printf("%n%s, %d samples%n", recording, profile.samples);
        profile.print("by the frame at the top", profile.tops, out);
        profile.print("by the frame of feathers4j nearest to it", profile.ours, out);
    }

    private void add(RecordedEvent event) {
        String type = event.getEventType().getName();
        if (!type.equals("jdk.ExecutionSample") && !type.equals("jdk.NativeMethodSample")) return;
        RecordedStackTrace trace = event.getStackTrace();
        if (trace == null || isIdle(type, trace.getFrames())) return;
        samples++;
        tops.merge(name(trace.getFrames().getFirst()), 1, Integer::sum);
        trace.getFrames().stream()
                .map(Profile::name)
                .filter(name -> name.startsWith("org.feathers4j.") && !name.contains(".benchmarks."))
                .findFirst()
                .ifPresentOrElse(
                        name -> ours.merge(name, 1, Integer::sum), () -> ours.merge("(none)", 1, Integer::sum));
    }

    /** Threads that wait in the kernel for something to come are sampled, too. */
    private static boolean isIdle(String type, List<RecordedFrame> frames) {
        return type.equals("jdk.NativeMethodSample")
                && name(frames.getFirst())
                        .matches(".*(EPoll\\.wait|epollWait|epoll_wait|\\.accept|\\.poll|readBytes).*");
    }

    private static String name(RecordedFrame frame) {
        var method = frame.getMethod();
        return method.getType().getName() + "." + method.getName();
    }

    private void print(String title, Map<String, Integer> frames, PrintStream out) {
        out.println(title);
        frames.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(SHOWN)
                .forEach(entry -> out.printf("%6.1f %%  %s%n", 100.0 * entry.getValue() / samples, entry.getKey()));
    }
}
