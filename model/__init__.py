"""The words of Pantau as types: records, configuration, reports and exceptions."""
