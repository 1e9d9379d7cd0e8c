package org.feathers4j;

import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How errors and logs name a hook: by the place where it was registered, because most hooks are lambdas without a name of their own. Immutable except for whether a
 * warning about it was logged.
 */
final class HookName {
    /** The name of the public type, by which users filter. */
    private static final Logger log = LoggerFactory.getLogger("org.feathers4j.Hook");

    private static final StackWalker STACK = StackWalker.getInstance();

    private final String text;
    private final AtomicBoolean reported = new AtomicBoolean();

    private HookName(String text) {
        this.text = text;
    }

    /**
     * The name of a hook: the place from which the registrar was called.
     *
     * @param registrar the class that hands over hooks of users, whose own frames do not count
     */
    static HookName of(Object hook, Class<?> registrar) {
        return new HookName(own(hook.getClass()) + "registered at "
                + STACK.walk(frames -> frames.dropWhile(frame -> isOf(HookName.class, frame) || isOf(registrar, frame))
                        .findFirst()
                        .map(frame -> frame.toStackTraceElement().toString())
                        .orElse("an unknown place")));
    }

    private static String own(Class<?> type) {
        return type.isHidden() || type.isSynthetic() ? "" : type.getName() + " ";
    }

    private static boolean isOf(Class<?> type, StackWalker.StackFrame frame) {
        return frame.getClassName().equals(type.getName());
    }

    /** Logs, once for each hook, how it breaks its contract. */
    void complain(String how) {
        if (reported.compareAndSet(false, true)) log.warn("The around hook {} {}. It is not reported again", text, how);
    }

    @Override
    public String toString() {
        return text;
    }
}
