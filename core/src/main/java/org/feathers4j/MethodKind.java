package org.feathers4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The standard methods of Feathers services, and {@link #CUSTOM} for all further ones: their arguments, and the event that follows. */
public enum MethodKind {
    FIND("find", false, false, null),
    GET("get", true, false, null),
    CREATE("create", false, true, "created"),
    UPDATE("update", true, true, "updated"),
    PATCH("patch", true, true, "patched"),
    REMOVE("remove", true, false, "removed"),
    CUSTOM("", false, true, null);

    private static final Map<String, MethodKind> BY_NAME = new LinkedHashMap<>();

    static {
        for (MethodKind kind : values()) if (kind != CUSTOM) BY_NAME.put(kind.methodName, kind);
    }

    private final String methodName;
    private final boolean takesId;
    private final boolean takesData;
    private final @Nullable String event;

    MethodKind(String methodName, boolean takesId, boolean takesData, @Nullable String event) {
        this.methodName = methodName;
        this.takesId = takesId;
        this.takesData = takesData;
        this.event = event;
    }

    /** The kind of the method with this name: {@link #CUSTOM} when it is none of the six. */
    public static MethodKind named(String method) {
        return BY_NAME.getOrDefault(method, CUSTOM);
    }

    /** The names of the six, in Feathers' order. */
    public static List<String> standardNames() {
        return Arrays.stream(values())
                .filter(kind -> kind != CUSTOM)
                .map(kind -> kind.methodName)
                .toList();
    }

    /** Whether its first argument is an id. */
    public boolean takesId() {
        return takesId;
    }

    /** Whether it takes data: the second argument, or the first where there is no id. */
    public boolean takesData() {
        return takesData;
    }

    /** Whether running the method twice is as good as once, so that it may be repeated on another replica. */
    public boolean isSafe() {
        return this == FIND || this == GET;
    }

    /** The event that follows a successful call; null when there is none. */
    public @Nullable String event() {
        return event;
    }
}
