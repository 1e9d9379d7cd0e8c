package org.feathers4j.testrules;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** What the objects of this process take. */
public final class Heap {
    private static final Pattern LINE = Pattern.compile("^ *\\d+: +\\d+ +(\\d+) +(\\S+)", Pattern.MULTILINE);

    private Heap() {}

    /**
     * The bytes of all objects that something still refers to, after a collection. The memory that the virtual machine calls used has gaps, too, which the serial collector fills with
     * objects of its own: some MB that say nothing.
     */
    public static long inUse() {
        Matcher line = LINE.matcher(histogram());
        long bytes = 0;
        while (line.find()) if (!line.group(2).contains("FillerElement")) bytes += Long.parseLong(line.group(1));
        if (bytes == 0) throw new IllegalStateException("The histogram of the heap has another form");
        return bytes;
    }

    private static String histogram() {
        try {
            return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()}));
        } catch (JMException e) {
            throw new IllegalStateException("No histogram of the heap", e);
        }
    }
}
