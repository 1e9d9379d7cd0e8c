package org.feathers4j.testrules;

import java.io.IOException;

/** Programs that tests start and that a machine may lack. */
public final class Programs {
    private Programs() {}

    /**
     * Whether a program is there, and runs.
     *
     * @param debianPackage in which Debian has it
     * @param command ends at once, for instance with {@code --version}
     * @throws IllegalStateException when it is not there, with {@code CI=true}: no test may be left out there
     */
    public static boolean isInstalled(String debianPackage, String... command) {
        return isInstalled(debianPackage, runs(command));
    }

    /**
     * The same for a program that is found in another way.
     *
     * @param isThere whether it was found
     */
    public static boolean isInstalled(String debianPackage, boolean isThere) {
        if (!isThere && "true".equals(System.getenv("CI")))
            throw new IllegalStateException(
                    "A program is missing: install Debian's package %s".formatted(debianPackage));
        return isThere;
    }

    /** Runs a program and waits for it; whether it was found and ended with 0. */
    public static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
