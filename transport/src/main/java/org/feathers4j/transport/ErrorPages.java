package org.feathers4j.transport;

import org.feathers4j.FeathersException;

/** The pages of errors for browsers, without the application's message, which may not be meant for people. */
final class ErrorPages {
    private ErrorPages() {}

    static String page(FeathersException error) {
        return switch (error.code()) {
            case 401 -> page("Not Authorized", "401", "Not Authorized");
            case 404 -> page("Page Not Found", "404", "Page Not Found");
            default -> page("Internal Server Error", "Oh no!", "Something went wrong");
        };
    }

    private static String page(String title, String headline, String text) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%s</title></head>
                <body style="font-family: sans-serif; text-align: center; margin-top: 20vh">
                <h1>%s</h1>
                <h2>%s</h2>
                </body>
                </html>
                """.formatted(title, headline, text);
    }
}
