package serai.http;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fields of a request's head that two readers must understand in the same way: those that say how long the body is, and the
 * one that names the host (RFC 9112, sections 3.2 and 6). Each is taken once only, and in one form only.
 */
final class FramingFields {

    /** The fields that matter here; all others are {@link #OTHER}. */
    enum Field {

        CONTENT_LENGTH("content-length"), TRANSFER_ENCODING("transfer-encoding"), HOST("host"), OTHER("");

        private static final Field[] ALL = values();

        private final byte[] name;

        Field(String name) {
            this.name = name.getBytes(StandardCharsets.US_ASCII);
        }

        /**
         * The field with that name.
         *
         * @param name begins with the field's name in small letters, which has {@code length} bytes
         */
        static Field named(byte[] name, int length) {
            for (Field field : ALL) {
                if (Arrays.equals(name, 0, length, field.name, 0, field.name.length)) {
                    return field;
                }
            }
            return OTHER;
        }
    }

    private static final int LENGTH_DIGITS_MAX = 18;

    private boolean old;
    private int lengths;
    private int codings;
    private int hosts;
    private long bodyBytes;

    /**
     * Begins the next head.
     *
     * @param isOld whether the request is one of HTTP/1.0
     */
    void begin(boolean isOld) {
        old = isOld;
        lengths = 0;
        codings = 0;
        hosts = 0;
        bodyBytes = 0;
    }

    /**
     * Adds a field of the head. Returns what is wrong with it, in words for the sender; null if nothing is.
     *
     * @param value without the blanks around it
     */
    @Nullable
    String add(Field field, String value) {
        return switch (field) {
            case CONTENT_LENGTH -> length(value);
            case TRANSFER_ENCODING -> ++codings > 1 || !value.equalsIgnoreCase("chunked")
                    ? "Transfer-Encoding must be given once, as chunked" : null;
            case HOST -> ++hosts > 1 || !isHost(value)
                    ? "Host must be given once, as a host with or without a port" : null;
            case OTHER -> null;
        };
    }

    private @Nullable String length(String value) {
        if (++lengths > 1 || value.isEmpty() || value.length() > LENGTH_DIGITS_MAX || !isNumber(value)) {
            return "Content-Length must be given once, as a number";
        }
        bodyBytes = Long.parseLong(value);
        return null;
    }

    private static boolean isHost(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!CharacterClass.HOST.has((byte) value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Ends the head. Returns what is wrong with its fields together; null if nothing is. */
    @Nullable
    String end() {
        if (codings > 0 && (lengths > 0 || old)) {
            return "Transfer-Encoding must not be given with Content-Length, nor in HTTP/1.0";
        }
        return hosts == 0 && !old ? "it has no Host header" : null;
    }

    /** Whether the body comes in chunks. */
    boolean isChunked() {
        return codings > 0;
    }

    /** The length of the body, if it does not come in chunks; 0 if there is none. */
    long bodyBytes() {
        return bodyBytes;
    }
}
