package org.feathers4j.health;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.feathers4j.ServicePath;

/** Options of {@link Health}; immutable, set with its {@link Builder}. */
public final class HealthOptions {
    private static final Pattern PATH = Pattern.compile("(/[\\w.~-]+)+");
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    private final String healthPath;
    private final String readyPath;
    private final List<String> required;
    private final Duration drainDelay;

    private HealthOptions(Builder from) {
        healthPath = from.healthPath;
        readyPath = from.readyPath;
        required = List.copyOf(from.required);
        drainDelay = from.drainDelay;
    }

    static HealthOptions of(Consumer<Builder> change) {
        var builder = new Builder();
        change.accept(builder);
        return builder.build();
    }

    String healthPath() {
        return healthPath;
    }

    String readyPath() {
        return readyPath;
    }

    /** Paths of services without which the application is not ready. */
    List<String> required() {
        return required;
    }

    Duration drainDelay() {
        return drainDelay;
    }

    /** Options being set, given to the function passed to {@link Health#create(Consumer)}. For one thread. */
    public static final class Builder {
        private final Set<String> required = new LinkedHashSet<>();
        private String healthPath = "/health";
        private String readyPath = "/ready";
        private Duration drainDelay = Duration.ZERO;

        private Builder() {}

        /** Where it says that the process lives; {@code /health}. Letters, digits and {@code _ . ~ -} between slashes. */
        public Builder healthPath(String value) {
            healthPath = value;
            return this;
        }

        /** Where it says whether the application can serve; {@code /ready}. As {@link #healthPath}. */
        public Builder readyPath(String value) {
            readyPath = value;
            return this;
        }

        /**
         * Services of other applications without which this one is not ready: at least one provider of each must be connected. Adds to those named before; none. Two applications that
         * require each other are both ready once each has found the other, for the mesh does not wait for readiness.
         *
         * @param paths local paths, for instance {@code orders}
         */
        public Builder requires(String... paths) {
            for (String each : paths) required.add(ServicePath.normal(each));
            return this;
        }

        /**
         * How long a closing application says that it is not ready, and serves as before, until it withdraws from the mesh and refuses clients; 0, up to 10 minutes. As long as a balancer that asks takes to
         * notice: its interval times the failures that it waits for. Not needed where an orchestrator takes applications out before it ends them.
         */
        public Builder drainDelay(Duration value) {
            drainDelay = value;
            return this;
        }

        private HealthOptions build() {
            refuse(healthPath, "healthPath");
            refuse(readyPath, "readyPath");
            if (healthPath.equals(readyPath))
                throw new IllegalArgumentException("healthPath and readyPath are both " + healthPath);
            if (drainDelay.isNegative() || drainDelay.compareTo(LONGEST_DELAY) > 0)
                throw new IllegalArgumentException("drainDelay %s must be from 0 to 10 minutes".formatted(drainDelay));
            return new HealthOptions(this);
        }

        private static void refuse(String value, String option) {
            if (!PATH.matcher(value).matches())
                throw new IllegalArgumentException(
                        "%s '%s' needs letters, digits and _ . ~ - between slashes".formatted(option, value));
        }
    }
}
