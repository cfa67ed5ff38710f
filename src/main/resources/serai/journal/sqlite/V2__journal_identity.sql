-- Which journal this is, by a random name: what stands outside of it (a data folder, an archive) says to which it belongs.
INSERT INTO fixed (name, value) VALUES ('journal', lower(hex(randomblob(16))));
