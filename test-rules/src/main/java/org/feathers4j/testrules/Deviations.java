package org.feathers4j.testrules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The recorded cases that are answered otherwise on purpose: one line each in {@code docs/deviations.md}, a table of file, case and reason. A test that
 * plays a file of recorded truth accepts no other deviation, and none that is not really one.
 */
public final class Deviations {
    private static final String LIST = "docs/deviations.md";

    private Deviations() {}

    /**
     * Case → reason, in the order of the list.
     *
     * @param file the file of recorded truth, for instance {@code hooks-order.json}
     */
    public static Map<String, String> of(String file) {
        var reasons = new LinkedHashMap<String, String>();
        for (String line : lines()) {
            String[] cells = line.split(" \\| ", -1);
            if (cells.length != 3 || !cells[0].equals("| " + file)) continue;
            String reason = cells[2].replaceFirst(" \\|$", "");
            if (reasons.put(cells[1], reason) != null)
                throw new AssertionError("%s has '%s' of %s twice".formatted(LIST, cells[1], file));
        }
        return reasons;
    }

    private static List<String> lines() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent())
            if (Files.exists(at.resolve(LIST))) return read(at.resolve(LIST));
        throw new AssertionError("There is no %s above the working directory".formatted(LIST));
    }

    private static List<String> read(Path list) {
        try {
            return Files.readAllLines(list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
