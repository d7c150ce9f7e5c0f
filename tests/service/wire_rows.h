// The wire table: what a client sends, byte for byte, and what must come back on every version of Qt.
#pragma once

#include <string>
#include <vector>

struct WireRow {
    std::string name;     // a claim in words
    std::string request;  // all bytes that the client sends
    std::string statuses; // of the replies in order; "H" before one: the reply to HEAD, without body
    bool staysOpen = true;
    std::string body = {}; // of the last reply; empty = not compared
};

std::vector<WireRow> requestLineRows();
std::vector<WireRow> fieldRows();
std::vector<WireRow> framingRows();
std::vector<WireRow> chunkRows();
std::vector<WireRow> formRows();
std::vector<WireRow> connectionRows();
std::vector<WireRow> allWireRows(); // all of the above
